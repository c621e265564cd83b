package zhiheng.provenance.c2pa.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Whether a file still is what its active manifest was signed for. */
final class Binding {
    enum Outcome {
        MATCH,
        /** It fits, but the signer left more than the store out of the hash. */
        MATCH_IN_PART,
        MISMATCH,
        MALFORMED,
        UNKNOWN_ALGORITHM
    }

    private Binding() {}

    static void judge(Assertion assertion, @Nullable String algorithm, DataHash.Bound bound, Findings findings)
            throws IOException {
        var label = assertion.label();
        var otherwise = algorithm == null ? "" : algorithm;
        try {
            switch (label) {
                case DataHash.LABEL ->
                    say(
                            DataHash.judge(assertion.fields(), otherwise, bound),
                            StatusCode.DATA_HASH_MATCH,
                            StatusCode.DATA_HASH_MISMATCH,
                            StatusCode.DATA_HASH_MALFORMED,
                            label,
                            findings);
                case "c2pa.hash.bmff", "c2pa.hash.bmff.v2", "c2pa.hash.bmff.v3" ->
                    say(
                            BmffHash.judge(
                                    assertion.fields(), otherwise, bound.file(), !label.equals("c2pa.hash.bmff")),
                            StatusCode.BMFF_HASH_MATCH,
                            StatusCode.BMFF_HASH_MISMATCH,
                            StatusCode.BMFF_HASH_MALFORMED,
                            label,
                            findings);
                default ->
                    findings.add(StatusCode.GENERAL_ERROR, label, "this reader does not check this kind of binding");
            }
        } catch (BadAsset e) {
            findings.add(StatusCode.GENERAL_ERROR, label, String.valueOf(e.getMessage()));
        }
    }

    private static void say(
            Outcome outcome, StatusCode match, StatusCode not, StatusCode malformed, String label, Findings findings) {
        switch (outcome) {
            case MATCH -> findings.add(match, label);
            case MATCH_IN_PART -> {
                findings.add(match, label);
                findings.add(StatusCode.ADDITIONAL_EXCLUSIONS, label);
            }
            case MISMATCH -> findings.add(not, label);
            case MALFORMED -> findings.add(malformed, label);
            case UNKNOWN_ALGORITHM -> findings.add(StatusCode.ALGORITHM_UNSUPPORTED, label);
        }
    }
}
