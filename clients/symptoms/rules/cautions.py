from clients.symptoms.rules.words import Word


class Contraindication(Word):
    """What a movement asks of the body that some bodies must not be asked for.

    Loaded flexion is the one with a named source (flexion caution in osteoporosis);
    the others are our first version.
    """

    LOADED_FLEXION = "loaded_flexion", "Curls forward against weight"
    LOADED_EXTENSION = "loaded_extension", "Arches back against weight"
    LYING_PRONE = "lying_prone", "Lying on the front"
    LYING_SUPINE = "lying_supine", "Lying flat on the back for a while"
    TWIST = "twist", "Turns the spine"
    STANDING_BALANCE = "standing_balance", "Asks for balance while standing"
