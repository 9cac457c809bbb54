"""The few of the second practice, in another zone."""

from practice.data.demo.people.person import Person, Stage

ZONE, DOMAIN = "Europe/Berlin", "harbour-demo.example"

HARBOUR: tuple[Person, ...] = (
    Person(
        given="Greta",
        family="Nyholm",
        stage=Stage.INTEGRATING,
        began=70,
        born=1967,
        zone=ZONE,
        email_domain=DOMAIN,
        concern="Ziehen in der Leiste, when I climb into the boat.",
        symptoms=(("groin_pull", "left", 6, "standing_to_walking"),),
        tried=(("stretching", "Before rowing", "partial", 1),),
        goals=("Climbing in and out", "Economical movement"),
        words=(
            "It holds before I step.",
            "It waits for me now.",
            "I stepped and was there.",
            "In the boat I look at the water again, not at my foot.",
        ),
    ),
    Person(
        given="Kofi",
        family="Ansah-Berg",
        stage=Stage.ENQUIRY,
        began=2,
        zone=ZONE,
        email_domain=DOMAIN,
    ),
    Person(
        given="Wiebke",
        family="Adeyemi-Voss",
        stage=Stage.FREEING,
        began=33,
        born=1983,
        pronouns="sie/ihr",
        zone=ZONE,
        email_domain=DOMAIN,
        concern="Bending to the ropes is easy. Coming up again is not.",
        symptoms=(("lumbopelvic_pain", "middle", 6, "lying_to_sitting"),),
        tried=(("massage_manipulation", "Whenever there is time", "partial", 3),),
        goals=("bend_and_turn", "stand_up_fully"),
        words=("I come up in two halves.", "The halves talk to each other."),
        side="both",
        practises=0.6,
    ),
    Person(
        given="Lamine",
        family="Harmsen",
        stage=Stage.INTAKE_SIGNED,
        began=3,
        born=1995,
        pronouns="er/ihm",
        zone=ZONE,
        email_domain=DOMAIN,
        concern="Nach dem Laufen zieht es rechts, deep in the hip.",
        symptoms=(("deep_pelvic_pain", "right", 4, "running"),),
        tried=(("strengthening", "Bridges", "none", None),),
        goals=("run_freely",),
    ),
)
