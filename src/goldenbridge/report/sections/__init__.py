"""One module for each question of the brief; `brief.SECTIONS` names their order."""
