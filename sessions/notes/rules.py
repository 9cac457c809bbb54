from clients.symptoms.rules import Word


class Technique(Word):
    """The three techniques of the work: from Alexander, Feldenkrais and Hanna."""

    MEANS_WHEREBY = "means_whereby", "Means-Whereby"
    KINETIC_MIRRORING = "kinetic_mirroring", "Kinetic Mirroring"
    ASSISTED_PANDICULATION = "assisted_pandiculation", "Assisted Pandiculation"


class NoteState(Word):
    DRAFT = "draft", "Draft"
    AWAITING_CO_SIGNATURE = "awaiting_co_signature", "Awaiting co-signature"
    SIGNED = "signed", "Signed"


class LowToneChoice(Word):
    """Tone too low opens a decision before the note can be signed (seed row 72)."""

    REFER_OUT = "refer_out", "Refer for a neurological check"
    BASIC_CONTROL = "basic_control", "Teach basic control"
