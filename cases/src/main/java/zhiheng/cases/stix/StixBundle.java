package zhiheng.cases.stix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import zhiheng.cases.bundle.Tlp;

/**
 * Builds a bundle of STIX 2.1. The same record gives the same bundle, to the byte: ids are UUIDs of version 5 in a namespace of one's
 * own, which section 2.9 allows for objects that are made anew from the same source. Each object carries the mark of TLP 2.0 as the
 * extension of OASIS has it, and no object names a person.
 */
public final class StixBundle {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String TLP_2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
    private static final UUID OURS = UUID.fromString("6f8a2c1e-5d1b-4c3e-9a57-2f1d0c7b8e90");

    private final UUID namespace;
    private final Tlp tlp;
    private final List<Map<String, Object>> objects = new ArrayList<>();
    private final String author;

    /**
     * @param origin the name of the log whose record it is, which sets its ids apart from those of others
     * @param org the organisation that tells
     */
    public StixBundle(String origin, Tlp tlp, String org, Instant since) {
        this.namespace = uuid(OURS, origin);
        this.tlp = tlp;
        this.author = id("identity", org);
        objects.add(marking(tlp));
        var identity = object("identity", org, since, since);
        identity.remove("created_by_ref");
        identity.put("name", org);
        identity.put("identity_class", "organization");
    }

    public String incident(String key, Instant created, Instant modified, String name, String description) {
        var incident = object("incident", key, created, modified);
        incident.put("name", name);
        if (!description.isBlank()) {
            incident.put("description", description);
        }
        return id("incident", key);
    }

    /** The AI system that it is about. */
    public String system(String key, Instant since, String name) {
        var system = object("identity", "system/" + key, since, since);
        system.put("name", name);
        system.put("identity_class", "system");
        return id("identity", "system/" + key);
    }

    public String courseOfAction(String key, Instant created, Instant modified, String name, String description) {
        var action = object("course-of-action", key, created, modified);
        action.put("name", name);
        action.put("description", description);
        return id("course-of-action", key);
    }

    public void note(String key, Instant at, String title, String content, String about) {
        var note = object("note", key, at, at);
        note.put("abstract", title);
        note.put("content", content);
        note.put("object_refs", List.of(about));
    }

    /** Section 3.7: {@code related-to} stands between any two objects. */
    public void related(String from, String to, Instant at, String why) {
        var relationship = object("relationship", from + " " + to, at, at);
        relationship.put("relationship_type", "related-to");
        relationship.put("description", why);
        relationship.put("source_ref", from);
        relationship.put("target_ref", to);
    }

    /** The whole, as plain maps and lists. */
    public Map<String, Object> tree() {
        var whole = new StringBuilder();
        objects.forEach(o ->
                whole.append(o.get("id")).append(' ').append(o.get("modified")).append('\n'));
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put("type", "bundle");
        bundle.put("id", id("bundle", whole.toString()));
        bundle.put("objects", List.copyOf(objects));
        return bundle;
    }

    private Map<String, Object> object(String type, String key, Instant created, Instant modified) {
        var object = new LinkedHashMap<String, Object>();
        object.put("type", type);
        object.put("spec_version", "2.1");
        object.put("id", id(type, key));
        object.put("created_by_ref", author);
        object.put("created", TIME.format(created));
        object.put("modified", TIME.format(modified.isBefore(created) ? created : modified));
        object.put("object_marking_refs", List.of("marking-definition--" + markId(tlp)));
        objects.add(object);
        return object;
    }

    private static Map<String, Object> marking(Tlp tlp) {
        var extension = new LinkedHashMap<String, Object>();
        extension.put("extension_type", "property-extension");
        extension.put("tlp_2_0", tlp.mark().toLowerCase(Locale.ROOT));
        var marking = new LinkedHashMap<String, Object>();
        marking.put("type", "marking-definition");
        marking.put("spec_version", "2.1");
        marking.put("id", "marking-definition--" + markId(tlp));
        marking.put("created", "2022-10-01T00:00:00.000Z");
        marking.put("name", "TLP:" + tlp.mark());
        marking.put("extensions", Map.of(TLP_2, extension));
        return marking;
    }

    /** As OASIS published them (cti-stix-common-objects, tlp-2.0). */
    private static String markId(Tlp tlp) {
        return switch (tlp) {
            case RED -> "e828b379-4e03-4974-9ac4-e53a884c97c1";
            case AMBER_STRICT -> "939a9414-2ddd-4d32-a0cd-375ea402b003";
            case AMBER -> "55d920b0-5e8b-4f79-9ee9-91f868d9b421";
            case GREEN -> "bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
            case CLEAR -> "94868c89-83c2-464b-929b-a1a8aa3c8487";
        };
    }

    private String id(String type, String key) {
        return type + "--" + uuid(namespace, type + " " + key);
    }

    /** RFC 9562, section 5.5: SHA-1 over the namespace and the name. */
    private static UUID uuid(UUID namespace, String name) {
        try {
            var hash = MessageDigest.getInstance("SHA-1");
            hash.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            var bytes = ByteBuffer.wrap(hash.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
            long low = bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
