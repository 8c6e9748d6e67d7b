"""Names for pseudonyms: drawn by lot, so that none says anything about who has it."""

import secrets

from lorehouse.people.models import Person

COLOURS = (
    "Amber", "Azure", "Blue", "Bronze", "Brown", "Copper", "Coral", "Crimson", "Dun", "Ebony",
    "Golden", "Green", "Grey", "Indigo", "Ivory", "Jade", "Lilac", "Ochre", "Olive", "Pearl",
    "Pied", "Plum", "Red", "Rosy", "Russet", "Sandy", "Scarlet", "Silver", "Speckled", "Striped",
    "Tawny", "Teal", "Umber", "Violet", "White", "Yellow",
)  # fmt: skip
BIRDS = (
    "Avocet", "Bittern", "Blackbird", "Bunting", "Chough", "Coot", "Cormorant", "Crane", "Curlew",
    "Dipper", "Dotterel", "Dunlin", "Egret", "Eider", "Fieldfare", "Finch", "Flycatcher", "Gannet",
    "Godwit", "Goldcrest", "Goshawk", "Grebe", "Guillemot", "Harrier", "Heron", "Hoopoe", "Ibis",
    "Jackdaw", "Jay", "Kestrel", "Kingfisher", "Kite", "Knot", "Lapwing", "Lark", "Linnet",
    "Magpie", "Martin", "Merlin", "Nightjar", "Nuthatch", "Oriole", "Osprey", "Ouzel", "Owl",
    "Oystercatcher", "Petrel", "Pipit", "Plover", "Pochard", "Puffin", "Quail", "Rail", "Raven",
    "Redstart", "Robin", "Sanderling", "Shearwater", "Shrike", "Siskin", "Skua", "Snipe",
    "Sparrow", "Starling", "Stonechat", "Stork", "Swallow", "Swift", "Tern", "Thrush",
    "Treecreeper", "Turnstone", "Wagtail", "Warbler", "Waxwing", "Wheatear", "Whimbrel",
    "Woodcock", "Wren",
)  # fmt: skip
TRIES = 40


def free_name() -> tuple[str, str]:
    """A name and a handle that nobody has. The handle begins with `~`, as no other does."""
    for attempt in range(TRIES):
        name = f"{secrets.choice(COLOURS)} {secrets.choice(BIRDS)}"
        if attempt > TRIES // 2:  # almost every name is taken
            name = f"{name} {secrets.randbelow(9000) + 1000}"
        handle = f"~{name.lower().replace(' ', '-')}"
        if not Person.objects.filter(handle=handle).exists():
            return name, handle
    raise RuntimeError("no free name for a pseudonym")


def address_of_nobody() -> str:
    """An e-mail address that reaches nobody and says nothing: each person has one of their own."""
    return f"{secrets.token_hex(16)}@pseudonym.invalid"
