"""The council's plan: its measures, what the sides report, and the sessions that go over it."""
