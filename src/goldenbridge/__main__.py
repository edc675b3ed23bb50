"""`python -m goldenbridge` is the same as `goldenbridge`."""

from goldenbridge.cli import main

main()
