"""``python -m woo_gronden`` is ``woo-gronden``."""

from woo_gronden.cli.app import main

if __name__ == "__main__":
    main()
