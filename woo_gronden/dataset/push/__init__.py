"""A release out to the world: to the Hugging Face hub, or as a draft in a Dataverse.

What sends it is imported where it is chosen: ``push.hub_extra.push_to_hub``, ``push.deposit.deposit``.
"""

from woo_gronden.dataset.push.parcel import Parcel, Progress, load_parcel
from woo_gronden.dataset.push.patience import Patience

__all__ = ["Parcel", "Patience", "Progress", "load_parcel"]
