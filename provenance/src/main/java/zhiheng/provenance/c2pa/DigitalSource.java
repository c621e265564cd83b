package zhiheng.provenance.c2pa;

/** What kind of thing a file is, by the list of the IPTC that C2PA uses, as far as generated content needs it. */
public enum DigitalSource {
    /** Made by a model that was trained on content. */
    TRAINED_ALGORITHMIC_MEDIA("trainedAlgorithmicMedia"),
    /** A mix in which a trained model made a part. */
    COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA("compositeWithTrainedAlgorithmicMedia"),
    /** Made by a program that was not trained on content. */
    ALGORITHMIC_MEDIA("algorithmicMedia"),
    /** A mix in which there is a synthetic part. */
    COMPOSITE_SYNTHETIC("compositeSynthetic"),
    /** Captured from real life by a camera. */
    DIGITAL_CAPTURE("digitalCapture"),
    /** Made by a person with a program. */
    DIGITAL_CREATION("digitalCreation");

    private static final String LIST = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    private final String name;

    DigitalSource(String name) {
        this.name = name;
    }

    public String uri() {
        return LIST + name;
    }
}
