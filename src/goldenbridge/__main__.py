"""`python -m goldenbridge` is the same as `goldenbridge`."""

from goldenbridge.cli import main

if __name__ == "__main__":
    main()
