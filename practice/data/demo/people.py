"""Who lives in the demo: invented people in every stage of the arc."""

from dataclasses import dataclass, field
from enum import IntEnum


class Stage(IntEnum):
    """How far somebody's story is told."""

    ENQUIRY = 0
    INVITED = 1
    INTAKE_DRAFT = 2
    INTAKE_SIGNED = 3
    ACCEPTED = 4
    FIRST_NOTE_OPEN = 5
    FREEING = 6
    RELEASED = 7
    INTEGRATING = 8
    MAINTAINING = 9
    ARCHIVED = 10


@dataclass(frozen=True, kw_only=True)
class Person:
    """One client. `began` is days ago; `practises` the share of planned days they log."""

    given: str
    family: str
    stage: Stage
    began: int
    zone: str = "America/Denver"
    called: str = ""
    pronouns: str = ""
    phone: str = ""
    trainee: bool = False
    concern: str = ""
    symptoms: tuple[tuple[str, str, int | None, str | None], ...] = ()
    tried: tuple[tuple[str, str, str, int | None], ...] = ()
    goals: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    side: str = "left"
    practises: float = 0.7
    twice_a_day: bool = False
    email_domain: str = field(default="demo.example")

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"{self.given}.{self.family}@{self.email_domain}".casefold().replace(" ", "-")


PEOPLE: tuple[Person, ...] = (
    Person(
        given="Alma",
        family="Winterbourne",
        stage=Stage.ENQUIRY,
        began=4,
        phone="+1 505 555 0114",
    ),
    Person(given="Josef", family="Okonjo", stage=Stage.INVITED, began=1, pronouns="he/him"),
    Person(
        given="Ines",
        family="Carvalhal",
        stage=Stage.INTAKE_DRAFT,
        began=3,
        concern="My low back seizes when I sit up in bed, worst before the first coffee.",
    ),
    Person(
        given="Ruth",
        family="Abendrot",
        called="Ruthie",
        stage=Stage.INTAKE_SIGNED,
        began=6,
        concern="A deep ache in the belly on the right, and I cannot stand up straight after"
        " gardening.",
        symptoms=(
            ("deep_belly_ache", "right", 5, "sitting_to_standing"),
            ("cannot_stand_erect", "middle", 6, "sitting_to_standing"),
        ),
        tried=(("stretching", "Hip stretches, half a year", "partial", 1),),
        goals=("Getting up from a chair with ease", "Weeding a bed without paying for it"),
        red_flags=("pain_at_night",),
    ),
    Person(
        given="Tomas",
        family="Lindqvist",
        stage=Stage.ACCEPTED,
        began=9,
        concern="Groin pull on the left whenever I get out of the car.",
        symptoms=(
            ("groin_pull", "left", 6, "sitting_to_standing"),
            ("groin_pain", "left", 4, None),
        ),
        tried=(
            ("massage_manipulation", "Deep tissue work, ten times", "partial", 3),
            ("strengthening", "Core class", "none", None),
        ),
        goals=("Getting in and out of the car", "A walk of an hour"),
    ),
    Person(
        given="Leila",
        family="Haddadin",
        pronouns="she/her",
        stage=Stage.FIRST_NOTE_OPEN,
        began=16,
        trainee=True,
        concern="I walk with small steps and people overtake me.",
        symptoms=(
            ("restricted_stride", "both", 5, "walking"),
            ("tight_hamstrings", "both", 6, None),
        ),
        tried=(("stretching", "Yoga twice a week", "partial", 0),),
        goals=("Longer strides on the way to work", "Standing through a concert"),
        words=("It feels as if I walk in a narrow skirt.",),
        side="both",
    ),
    Person(
        given="Piotr",
        family="Zielonka",
        stage=Stage.FREEING,
        began=31,
        concern="Low back pain when I lie down and when I get up. In between I forget it.",
        symptoms=(
            ("lumbopelvic_pain", "middle", 7, "lying_to_sitting"),
            ("lumbosacral_pain", "middle", 4, "standing"),
        ),
        tried=(
            ("massage_manipulation", "Adjustments once a month", "partial", 5),
            ("stretching", "Hamstrings every evening", "none", None),
        ),
        goals=("Turning over at night", "Getting up without holding the table"),
        words=(
            "I brace before I move. I did not know that I do.",
            "The floor is softer than last time.",
        ),
        practises=0.55,
    ),
    Person(
        given="Marta",
        family="Reyes-Lund",
        pronouns="she/her",
        stage=Stage.RELEASED,
        began=52,
        concern="A pull deep in the left groin whenever I get up.",
        symptoms=(
            ("groin_pull", "left", 7, "sitting_to_standing"),
            ("pelvic_seizing", "left", 5, "lying_to_sitting"),
            ("cannot_stand_erect", "middle", 4, "sitting_to_standing"),
        ),
        tried=(
            ("stretching", "Lunges every day", "partial", 0),
            ("massage_manipulation", "Psoas work, six times", "partial", 4),
        ),
        goals=("Getting up from the sofa", "Economical movement", "A long walk"),
        words=(
            "Since the summer it grips when I stand up.",
            "The first days were easy, then a long drive, and it was back.",
            "I can feel the left side let go. By evening it has crept back.",
        ),
        practises=0.65,
    ),
    Person(
        given="Samuel",
        family="Oduya-Brandt",
        called="Sam",
        pronouns="he/him",
        stage=Stage.INTEGRATING,
        began=74,
        concern="My back tires when I stand at the bench, and my belly sticks out however I try.",
        symptoms=(
            ("lumbosacral_pain", "middle", 6, "standing"),
            ("tight_hamstrings", "both", 5, None),
        ),
        tried=(
            ("strengthening", "Planks and sit-ups", "none", None),
            ("movement_education", "Posture course", "partial", 14),
        ),
        goals=("Standing at the bench for a morning", "Easy balance"),
        words=(
            "Standing is work. I did not know that it could be otherwise.",
            "I noticed my breath go down into the belly.",
            "For an hour I forgot that I was standing.",
            "My feet are under me.",
        ),
        side="both",
        practises=0.85,
        twice_a_day=True,
    ),
    Person(
        given="Yuki",
        family="Tanabe-Hart",
        pronouns="they/them",
        stage=Stage.INTEGRATING,
        began=66,
        zone="Europe/Berlin",
        concern="After the fall I hold my right side. Running is lopsided.",
        symptoms=(
            ("groin_pain", "right", 5, "walking_to_running"),
            ("restricted_stride", "right", 6, "running"),
        ),
        tried=(("movement_education", "Gait training", "partial", 20),),
        goals=("A run of five kilometres", "Both sides alike"),
        words=(
            "The right hip arrives later than I do.",
            "It let go like a hand that opens.",
            "Stairs are even.",
        ),
        side="right",
        practises=0.4,
    ),
    Person(
        given="Hannah",
        family="Brookfield",
        stage=Stage.MAINTAINING,
        began=92,
        concern="Deep pelvic pain when I change position, for years.",
        symptoms=(("deep_pelvic_pain", "middle", 6, "lying_to_sitting"),),
        tried=(("massage_manipulation", "Many kinds", "partial", 2),),
        goals=("Sleeping through", "Easy balance"),
        words=(
            "I hold something there and cannot find the handle.",
            "There is more room.",
            "I was busy and it stayed away.",
        ),
        practises=0.6,
    ),
    Person(
        given="Ewan",
        family="Fairlie",
        stage=Stage.ARCHIVED,
        began=90,
        concern="A stiff walk in the mornings.",
        symptoms=(("restricted_stride", "both", 4, "walking"),),
        tried=(("stretching", "Calves", "none", None),),
        goals=("Mornings without limping",),
        words=("It is the ankles, or so I thought.",),
        side="both",
        practises=0.2,
    ),
)

OTHERS: tuple[Person, ...] = (
    Person(
        given="Greta",
        family="Nyholm",
        stage=Stage.INTEGRATING,
        began=60,
        zone="Europe/Berlin",
        email_domain="harbour-demo.example",
        concern="Ziehen in der Leiste, when I climb into the boat.",
        symptoms=(("groin_pull", "left", 6, "standing_to_walking"),),
        tried=(("stretching", "Before rowing", "partial", 1),),
        goals=("Climbing in and out", "Economical movement"),
        words=("It holds before I step.", "It waits for me now.", "I stepped and was there."),
    ),
    Person(
        given="Kofi",
        family="Ansah-Berg",
        stage=Stage.ENQUIRY,
        began=2,
        zone="Europe/Berlin",
        email_domain="harbour-demo.example",
    ),
)
