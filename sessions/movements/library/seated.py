"""On a chair: for a desk, or where the floor is too far."""

from clients.symptoms.rules import Contraindication, MovementTask, Position, Transition
from sessions.movements.rules import (
    Alias,
    BuiltInMovement,
    Lineage,
    Sides,
    Step,
    StepKind,
    Target,
    Variant,
)

_CONTRACT, _RELEASE = StepKind.CONTRACT, StepKind.SLOW_RELEASE
_REST, _SENSE = StepKind.REST, StepKind.SENSE
_SITTING = Position.SITTING
_CHAIR = "Sit towards the front of a firm chair, both feet on the floor."

SEATED_AWARENESS = BuiltInMovement(
    code="seated_awareness",
    name="Seated Awareness",
    summary="The pelvis rolls forward and back, and finds the middle by itself.",
    position=_SITTING,
    sides=Sides.TOGETHER,
    minutes=3,
    cycles=4,
    start=f"{_CHAIR} Rest your hands on your thighs.",
    steps=(
        Step(_CONTRACT, "Breathe in. Roll your pelvis forward; let your low back arch.", 5),
        Step(_RELEASE, "Breathe out. Ease back to the middle.", 10),
        Step(_CONTRACT, "Roll your pelvis back; let your back round and your chin sink.", 5),
        Step(_RELEASE, "Come up to the middle slowly, the head last.", 11),
        Step(_REST, "Rest. Let the chair carry you.", 6),
        Step(_SENSE, "Sense both sitting bones. Which one is heavier?", 6),
    ),
    release=2,
    integration=2,
    targets=(
        Target("iliopsoas", _SITTING),
        Target("back_extensors", _SITTING),
        Target("abdominal_wall", _SITTING),
    ),
    source="essentialsomatics.com; takeitoutsidefitness.com, March 2015",
    drawing="seated_awareness",
    variants=(Variant.SEATED,),
)

REACH_TO_THE_TOP_SHELF = BuiltInMovement(
    code="reach_to_the_top_shelf",
    name="Reach to the Top Shelf",
    summary="One arm reaches up while the other side of the waist gathers.",
    position=_SITTING,
    sides=Sides.ALTERNATING,
    minutes=3,
    cycles=3,
    start=f"{_CHAIR} Let your arms hang.",
    steps=(
        Step(_CONTRACT, "Reach your right hand up. Shorten your left waist, lift your heel.", 6),
        Step(_RELEASE, "Float the arm down, and let the waist grow long again.", 11),
        Step(_CONTRACT, "Reach your left hand up. Shorten your right waist, lift your heel.", 6),
        Step(_RELEASE, "Float down again, slower than you reached.", 11),
        Step(_REST, "Rest. Let both shoulders drop.", 10),
        Step(_SENSE, "Sense the length of each side.", 10),
    ),
    release=2,
    integration=2,
    targets=(
        Target("waist", _SITTING),
        Target("quadratus_lumborum", _SITTING),
        Target("shoulders", _SITTING),
        Target("waist", MovementTask.SIDE_TO_SIDE),
    ),
    source="takeitoutsidefitness.com, March 2015",
    drawing="reach_to_the_top_shelf",
    variants=(Variant.SEATED, Variant.STANDING),
)

THE_FLOWER = BuiltInMovement(
    code="the_flower",
    name="The Flower",
    summary="The chest and the arms open and close, like a flower with the light.",
    position=_SITTING,
    sides=Sides.TOGETHER,
    minutes=3,
    cycles=4,
    start=f"{_CHAIR} Let your arms hang beside you.",
    steps=(
        Step(_CONTRACT, "Breathe in. Turn your palms out, open your chest, look up a little.", 5),
        Step(_RELEASE, "Breathe out. Let the opening fade, slowly.", 10),
        Step(_CONTRACT, "Turn your arms in, round your back and let your head bow.", 5),
        Step(_RELEASE, "Let the rounding fade, slowly, until you sit easy.", 10),
        Step(_REST, "Rest. Let your arms hang.", 7),
        Step(_SENSE, "Sense how wide your chest is, and your breath.", 7),
    ),
    release=2,
    integration=1,
    targets=(
        Target("chest", _SITTING),
        Target("shoulders", _SITTING),
        Target("upper_back", _SITTING),
        Target("diaphragm", _SITTING),
    ),
    source="takeitoutsidefitness.com, March 2015",
    drawing="the_flower",
    variants=(Variant.SEATED, Variant.STANDING),
)

ALTERNATING_THIGH_SLIDES = BuiltInMovement(
    code="alternating_thigh_slides",
    name="Alternating Thigh Slides",
    summary="One knee glides forward while the other draws back, as in a walk.",
    position=_SITTING,
    sides=Sides.ALTERNATING,
    minutes=3,
    cycles=4,
    start=f"{_CHAIR} Rest your hands on your thighs and leave your head quiet.",
    steps=(
        Step(_CONTRACT, "Slide your right knee forward and draw your left hip back.", 5),
        Step(_RELEASE, "Let them come level again, slowly.", 9),
        Step(_CONTRACT, "Slide your left knee forward and draw your right hip back.", 5),
        Step(_RELEASE, "Let them come level again, slower still.", 9),
        Step(_REST, "Rest. Let your pelvis settle.", 8),
        Step(_SENSE, "Sense both hips. Do they glide alike?", 8),
    ),
    release=1,
    integration=3,
    targets=(
        Target("iliopsoas", _SITTING),
        Target("waist", _SITTING),
        Target("iliopsoas", Transition.STANDING_TO_WALKING),
        Target("iliopsoas", Position.WALKING),
    ),
    source="takeitoutsidefitness.com, March 2015",
    drawing="alternating_thigh_slides",
    variants=(Variant.SEATED,),
)

SEAWEED_SPINE = BuiltInMovement(
    code="seaweed_spine",
    name="Seaweed Spine",
    summary="The spine sways from side to side, from the seat up, like weed in slow water.",
    position=_SITTING,
    sides=Sides.ALTERNATING,
    minutes=3,
    cycles=3,
    start=f"{_CHAIR} Let your arms hang beside you.",
    steps=(
        Step(_CONTRACT, "Let your right sitting bone grow heavy. Shorten your left waist.", 6),
        Step(_RELEASE, "Float back to the middle, one rib after the other, the head last.", 11),
        Step(_CONTRACT, "Let your left sitting bone grow heavy. Shorten your right waist.", 6),
        Step(_RELEASE, "Float back to the middle, slower still.", 11),
        Step(_REST, "Rest. Let your head balance by itself.", 13),
        Step(_SENSE, "Sense the length of your spine, and which way was easier.", 13),
    ),
    release=2,
    integration=2,
    targets=(
        Target("waist", _SITTING),
        Target("quadratus_lumborum", _SITTING),
        Target("deep_spinal", _SITTING),
        Target("neck", _SITTING),
        Target("waist", MovementTask.SIDE_TO_SIDE),
    ),
    source="takeitoutsidefitness.com, March 2015",
    drawing="seaweed_spine",
    variants=(Variant.SEATED,),
)

FOREHAND_SWEEP = BuiltInMovement(
    code="forehand_sweep",
    name="Back-hand and Forehand Sweep",
    summary="One arm gathers across the body and sweeps out again, the chest turning along.",
    position=_SITTING,
    sides=Sides.EACH_SIDE,
    minutes=4,
    cycles=3,
    start=f"{_CHAIR} Rest your right hand on your thigh. Let your left arm be the one that moves.",
    steps=(
        Step(_CONTRACT, "Draw your left hand across to the right. Chest and face turn along.", 7),
        Step(_RELEASE, "Sweep it back and out to its own side, slowly, the eyes following.", 14),
        Step(_REST, "Rest. Let both arms hang.", 9),
        Step(_SENSE, "Sense your ribs on both sides. Which side turns more easily?", 10),
    ),
    release=2,
    integration=2,
    targets=(
        Target("waist", _SITTING),
        Target("chest", _SITTING),
        Target("shoulders", _SITTING),
        Target("upper_back", _SITTING),
        Target("waist", MovementTask.TWIST_TURN),
    ),
    source="takeitoutsidefitness.com, March 2015",
    drawing="forehand_sweep",
    variants=(Variant.SEATED, Variant.STANDING),
    aliases=(
        Alias("Back-hand Sweep", Lineage.CLINICAL),
        Alias("Forehand Sweep", Lineage.CLINICAL),
    ),
    contraindications=(Contraindication.TWIST,),
)

SWAYING_AND_SWEEPING = (SEAWEED_SPINE, FOREHAND_SWEEP)
SEATED = (SEATED_AWARENESS, REACH_TO_THE_TOP_SHELF, THE_FLOWER, ALTERNATING_THIGH_SLIDES)
