"""goldenbridge live: forecasts and their scores, a site fitted, shifts advised on."""

import typer

from goldenbridge.live_commands.advising import advise
from goldenbridge.live_commands.fitting import fit
from goldenbridge.live_commands.forecasting import forecast
from goldenbridge.live_commands.scoring import score

app = typer.Typer(no_args_is_help=True, help="Forecast the queues of a log, and judge forecasts.")
for command in (score, forecast, fit, advise):
    app.command()(command)
