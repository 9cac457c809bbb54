"""Front and back of the body, lying on the floor."""

from clients.symptoms.rules import Contraindication, Position, Transition
from sessions.movements.rules import Alias, BuiltInMovement, Lineage, Sides, Step, StepKind, Target

_CONTRACT, _RELEASE = StepKind.CONTRACT, StepKind.SLOW_RELEASE
_REST, _SENSE = StepKind.REST, StepKind.SENSE
_LYING, _STANDING = Position.LYING, Position.STANDING

ARCH_AND_FLATTEN = BuiltInMovement(
    code="arch_and_flatten",
    name="Arch and Flatten",
    summary="The low back arches, settles, flattens and settles again.",
    position=_LYING,
    sides=Sides.TOGETHER,
    minutes=3,
    cycles=5,
    start="Lie on your back with your knees bent and your feet on the floor, hip-width apart. "
    "Let your arms rest beside you.",
    steps=(
        Step(_CONTRACT, "Breathe in. Roll your tailbone down and let your low back arch up.", 5),
        Step(_RELEASE, "Breathe out. Let your back melt down, slower than it rose.", 10),
        Step(_CONTRACT, "Gently draw your belly in and press your low back to the floor.", 4),
        Step(_RELEASE, "Let your belly go, a little at a time, until nothing holds.", 8),
        Step(_REST, "Rest. Let the floor have your weight.", 4),
        Step(_SENSE, "Sense how your back lies now.", 4),
    ),
    release=2,
    integration=1,
    targets=(
        Target("back_extensors", _LYING),
        Target("abdominal_wall", _LYING),
        Target("iliopsoas", _LYING),
        Target("back_extensors", _STANDING),
    ),
    source="massage1st.com, Cat Stretch 1; somatics.org/node/124",
    drawing="arch_and_flatten",
    contraindications=(Contraindication.LYING_SUPINE,),
)

ARCH_AND_CURL = BuiltInMovement(
    code="arch_and_curl",
    name="Arch and Curl",
    summary="The front of the body gathers, then lets itself down slowly.",
    position=_LYING,
    sides=Sides.TOGETHER,
    minutes=3,
    cycles=5,
    start="Lie on your back with your knees bent and your feet on the floor. "
    "Weave your fingers together behind your head.",
    steps=(
        Step(_CONTRACT, "Breathe in. Let your low back arch gently.", 4),
        Step(_RELEASE, "Let the arch sink back to the floor.", 6),
        Step(_CONTRACT, "Breathe out. Flatten your back, lift your head, elbows towards knees.", 5),
        Step(_RELEASE, "Lower your head and elbows as slowly as you can, rib by rib.", 12),
        Step(_REST, "Rest. Let your elbows fall wide.", 5),
        Step(_SENSE, "Sense your belly, your chest and your breath.", 4),
    ),
    release=2,
    integration=1,
    targets=(
        Target("abdominal_wall", _LYING),
        Target("chest", _LYING),
        Target("neck", _LYING),
        Target("abdominal_wall", Transition.LYING_TO_SITTING),
        Target("iliopsoas", Transition.LYING_TO_SITTING),
    ),
    source="massage1st.com, Cat Stretch 2; somatics.org/node/124",
    drawing="arch_and_curl",
    contraindications=(Contraindication.LOADED_FLEXION, Contraindication.LYING_SUPINE),
)

BACK_LIFT = BuiltInMovement(
    code="back_lift",
    name="Back Lift",
    summary="One elbow and the opposite leg grow light, then come down slowly.",
    position=_LYING,
    sides=Sides.EACH_SIDE,
    minutes=2,
    cycles=2,
    start="Lie on your front. Turn your face to the right and rest your left cheek on the back "
    "of your right hand. Let your legs lie long.",
    steps=(
        Step(_CONTRACT, "Breathe in. Lift head, hand and right elbow together, and left leg.", 6),
        Step(_RELEASE, "Breathe out. Let everything come down together, as slow as honey.", 12),
        Step(_REST, "Rest. Let your belly spread on the floor.", 6),
        Step(_SENSE, "Sense the long line from elbow to opposite foot.", 5),
    ),
    release=3,
    integration=1,
    targets=(
        Target("back_extensors", _LYING),
        Target("gluteals", _LYING),
        Target("hamstrings", _LYING),
        Target("upper_back", _LYING),
        Target("back_extensors", _STANDING),
        Target("hamstrings", Position.WALKING),
    ),
    source="massage1st.com, Cat Stretch 3; somatics.org/node/124",
    drawing="back_lift",
    contraindications=(Contraindication.LOADED_EXTENSION, Contraindication.LYING_PRONE),
)

DIAGONAL_ARCH_AND_CURL = BuiltInMovement(
    code="diagonal_arch_and_curl",
    name="Diagonal Arch and Curl",
    summary="One elbow and the opposite knee meet, then part slowly.",
    position=_LYING,
    sides=Sides.EACH_SIDE,
    minutes=3,
    cycles=3,
    start="Lie on your back with your knees bent. Put your right hand behind your head and hold "
    "your left knee with your left hand.",
    steps=(
        Step(_CONTRACT, "Breathe in. Let your low back arch gently.", 3),
        Step(_RELEASE, "Let the arch sink back to the floor.", 5),
        Step(_CONTRACT, "Breathe out. Lift your head; bring right elbow and left knee closer.", 5),
        Step(_RELEASE, "Let them drift apart, slower than they met.", 10),
        Step(_REST, "Rest. Let your knee hang in your hand.", 4),
        Step(_SENSE, "Sense the line across your belly.", 4),
    ),
    release=2,
    integration=2,
    targets=(
        Target("abdominal_wall", _LYING),
        Target("waist", _LYING),
        Target("iliopsoas", _LYING),
        Target("iliopsoas", Transition.STANDING_TO_WALKING),
        Target("waist", Position.WALKING),
    ),
    source="massage1st.com, Cat Stretch 4",
    drawing="diagonal_arch_and_curl",
    aliases=(Alias("Cross-Lateral Arch and Curl", Lineage.CLINICAL),),
    contraindications=(
        Contraindication.LOADED_FLEXION,
        Contraindication.TWIST,
        Contraindication.LYING_SUPINE,
    ),
)

FOUR_MINUTE_RELEASE = BuiltInMovement(
    code="four_minute_release",
    name="Four-Minute Psoas Release",
    summary="The deep front of the hip takes up a foot’s weight and lays it down again.",
    position=_LYING,
    sides=Sides.EACH_SIDE,
    minutes=4,
    cycles=4,
    start="Lie on your back with your knees bent and your feet on the floor. Put a hand in the "
    "fold of one hip. Let that hip begin.",
    steps=(
        Step(_CONTRACT, "Make your foot light, until it only just leaves the floor.", 5),
        Step(_RELEASE, "Give the weight back to the floor, from the toes to the whole foot.", 13),
        Step(_REST, "Rest. Let the fold of the hip go soft under your hand.", 6),
        Step(_SENSE, "Sense this side beside the other, from the ribs to the knee.", 6),
    ),
    release=3,
    integration=1,
    targets=(
        Target("iliopsoas", _LYING),
        Target("iliacus", _LYING),
        Target("iliopsoas", Transition.LYING_TO_SITTING),
        Target("iliopsoas", Transition.SITTING_TO_STANDING),
        Target("iliopsoas", _STANDING),
    ),
    source="own composition, after the article's four-minute release without stretching",
    drawing="four_minute_release",
    contraindications=(Contraindication.LYING_SUPINE,),
)

LYING = (
    ARCH_AND_FLATTEN,
    ARCH_AND_CURL,
    BACK_LIFT,
    DIAGONAL_ARCH_AND_CURL,
    FOUR_MINUTE_RELEASE,
)
