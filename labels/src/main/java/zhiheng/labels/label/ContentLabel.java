package zhiheng.labels.label;

import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.base.Json;

/**
 * The implicit label of one file: the seven elements of GB 45438-2025 Annex E. Values keep to the characters that
 * Annex E j) asks for, so that the label survives every container; {@link #of} refuses others.
 */
public record ContentLabel(
        Certainty label,
        String contentProducer,
        String produceId,
        String reservedCode1,
        String contentPropagator,
        String propagateId,
        String reservedCode2) {

    /** A first label: the propagation elements equal the production elements (Annex E, note 1). */
    public static ContentLabel of(Certainty label, String producer, String produceId) {
        return new ContentLabel(label, producer, produceId, "", producer, produceId, "").checked();
    }

    /** @throws IllegalArgumentException naming the element whose value cannot be written */
    public ContentLabel checked() {
        elements().forEach((name, value) -> {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c < 0x21 || c > 0x7E || c == '\\') {
                    throw new IllegalArgumentException(name + ": the character at position " + (i + 1)
                            + " may not stand in a label; use ASCII without spaces and backslashes (Annex E j)");
                }
            }
        });
        if (contentProducer.isEmpty() && contentPropagator.isEmpty()) {
            throw new IllegalArgumentException(
                    "ContentProducer: a label names its producer or its propagator; give a code");
        }
        return this;
    }

    /** The seven elements in the order of Annex E. */
    public Map<String, String> elements() {
        var map = new LinkedHashMap<String, String>();
        map.put("Label", label.value());
        map.put("ContentProducer", contentProducer);
        map.put("ProduceID", produceId);
        map.put("ReservedCode1", reservedCode1);
        map.put("ContentPropagator", contentPropagator);
        map.put("PropagateID", propagateId);
        map.put("ReservedCode2", reservedCode2);
        return map;
    }

    public ContentLabel withPropagation(String propagator, String id, String reserved2) {
        return new ContentLabel(label, contentProducer, produceId, reservedCode1, propagator, id, reserved2).checked();
    }

    public ContentLabel withReservedCode1(String value) {
        return new ContentLabel(label, contentProducer, produceId, value, contentPropagator, propagateId, reservedCode2)
                .checked();
    }

    /**
     * This label written over an earlier one. What the first producer said stays: another party's label changes only the
     * propagation elements. The stronger claim wins, unless the producer's signature covers the claim. The same producer
     * may restate its own elements.
     */
    public ContentLabel mergedOver(ContentLabel old) {
        Certainty strongest = label.compareTo(old.label) <= 0 ? label : old.label;
        if (old.contentProducer.isEmpty() || old.contentProducer.equals(contentProducer)) {
            boolean same = strongest == old.label && produceId.equals(old.produceId);
            String reserved = reservedCode1.isEmpty() && same ? old.reservedCode1 : reservedCode1;
            return new ContentLabel(
                    strongest, contentProducer, produceId, reserved, contentPropagator, propagateId, reservedCode2);
        }
        return new ContentLabel(
                old.reservedCode1.isEmpty() ? strongest : old.label,
                old.contentProducer,
                old.produceId,
                old.reservedCode1,
                contentPropagator,
                propagateId,
                reservedCode2);
    }

    /** The inner object, {@code {"Label":"1",…}}: the value under a key named AIGC. */
    public String json() {
        return Json.write(elements());
    }

    /** The whole string of Annex E b), {@code {"AIGC":{…}}}. */
    public String wrappedJson() {
        return "{\"AIGC\":" + json() + "}";
    }
}
