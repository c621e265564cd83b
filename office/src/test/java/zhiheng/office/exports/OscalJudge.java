package zhiheng.office.exports;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.secauto.metaschema.core.configuration.DefaultConfiguration;
import gov.nist.secauto.metaschema.core.model.IBoundObject;
import gov.nist.secauto.metaschema.core.model.constraint.IConstraint;
import gov.nist.secauto.metaschema.core.model.validation.JsonSchemaContentValidator;
import gov.nist.secauto.metaschema.databind.io.Format;
import gov.nist.secauto.oscal.lib.OscalBindingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The Java library of those who keep OSCAL: its schemas, its constraints and its reader. */
final class OscalJudge {
    private static final OscalBindingContext CONTEXT = OscalBindingContext.instance();
    private static final URI HERE = URI.create("file:///document.json");
    private static final Map<OscalKind, JsonSchemaContentValidator> SCHEMAS = new ConcurrentHashMap<>();

    private OscalJudge() {}

    /** The document as the library reads it, after its schema and its constraints found nothing wrong with it. */
    static <T extends IBoundObject> T accepted(OscalKind kind, Class<T> type, String json) {
        return accepted(kind, type, json, HERE);
    }

    /** @param at where it lies, for what it names beside itself */
    static <T extends IBoundObject> T accepted(OscalKind kind, Class<T> type, String json, URI at) {
        assertThat(byConstraints(json, at)).as("constraints of %s", kind).isEmpty();
        return bySchemaAlone(kind, type, json);
    }

    /** Where the constraints follow references to documents that are not ours to write. */
    static <T extends IBoundObject> T bySchemaAlone(OscalKind kind, Class<T> type, String json) {
        assertThat(bySchema(kind, json)).as("schema of %s", kind).isEmpty();
        try {
            return CONTEXT.newBoundLoader().load(type, Format.JSON, stream(json), HERE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> bySchema(OscalKind kind, String json) {
        try {
            return SCHEMAS.computeIfAbsent(kind, OscalJudge::schema).validate(stream(json), HERE).getFindings().stream()
                    .map(f -> f.getPath() + " " + f.getMessage())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> byConstraints(String json, URI at) {
        try {
            var loader = CONTEXT.newBoundLoader();
            var item = loader.loadAsNodeItem(Format.JSON, stream(json), at);
            return CONTEXT.validate(item, loader, new DefaultConfiguration<>()).getFindings().stream()
                    .filter(f -> f.getSeverity().compareTo(IConstraint.Level.WARNING) >= 0)
                    .map(f -> f.getSeverity() + " " + f.getPath() + " " + f.getMessage())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchemaContentValidator schema(OscalKind kind) {
        var name = switch (kind) {
            case CATALOG -> "catalog";
            case PROFILE -> "profile";
            case COMPONENTS -> "component-definition";
            case RESULTS -> "ar";
            case PLAN -> "poam";
        };
        return new JsonSchemaContentValidator(Objects.requireNonNull(
                OscalBindingContext.class.getResourceAsStream("/schema/json/oscal-" + name + "_schema.json")));
    }

    private static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
