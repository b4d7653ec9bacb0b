"""Front door of a checkout: ``python cli.py`` is ``woo-gronden``."""

from woo_gronden.cli.app import main

if __name__ == "__main__":
    main()
