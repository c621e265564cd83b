package zhiheng.provenance.c2pa.manifest;

import java.util.LinkedHashMap;
import java.util.Optional;
import zhiheng.provenance.c2pa.jumbf.Cbor;

/**
 * c2pa.ai-disclosure (C2PA 2.4): which kind of model made the content, and how far people looked at it. What is not said is "".
 *
 * @param modelType by the specification's list of types, such as c2pa.types.model
 * @param oversight fully_autonomous, prompt_guided or human_validated
 */
public record Disclosure(String modelType, String modelName, String oversight) {
    public static final String LABEL = "c2pa.ai-disclosure";
    public static final String MODEL = "c2pa.types.model";

    static Optional<Disclosure> of(Assertion assertion) {
        var fields = assertion.fields();
        return !assertion.label().equals(LABEL)
                ? Optional.empty()
                : Optional.of(new Disclosure(
                        fields.text("modelType").orElse(""),
                        fields.text("modelName").orElse(""),
                        fields.fields("contentProfile")
                                .text("humanOversightLevel")
                                .orElse("")));
    }

    /** The assertion as CBOR. */
    public byte[] cbor() {
        var map = new LinkedHashMap<String, Object>();
        map.put("modelType", modelType);
        if (!modelName.isEmpty()) {
            map.put("modelName", modelName);
        }
        var profile = new LinkedHashMap<String, Object>();
        profile.put("humanOversightLevel", oversight);
        map.put("contentProfile", profile);
        return Cbor.write(map);
    }
}
