package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.ContentSigner;
import zhiheng.gateway.ContentSigner.Outcome;
import zhiheng.gateway.permit.Terms;

/** Pictures in answers get their label first and then the signature, wherever they stand. */
class AnswerMediaTest {
    private static final byte[] PICTURE = picture();
    private static final String SIGNED = "signed over the label";
    private final List<String> asked = new ArrayList<>();

    private static byte[] picture() {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs only what bears the label, and only what it is told with it. */
    private Outcome sign(byte[] came, byte[] labelled, String model) {
        asked.add(model);
        boolean inOrder =
                java.util.Arrays.equals(came, PICTURE) && text(labelled).contains("AIGC");
        return inOrder
                ? new Outcome.Signed(SIGNED.getBytes(StandardCharsets.UTF_8))
                : new Outcome.Failed(new Text("次序错", "the wrong order"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static AnswerMedia media(@Nullable ContentSigner signer) {
        var d = Terms.DEFAULT;
        var terms = new Terms(
                Terms.ExplicitPlace.INTERFACE,
                true,
                "001191110102MACQD9K64010000",
                d.inspectors(),
                d.actions(),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        return new AnswerMedia(new TextLabel(terms, "call-1"), signer, "painter");
    }

    private static ObjectNode answer(String shape) {
        var inline = shape.replace("*", Base64.getEncoder().encodeToString(PICTURE));
        return (ObjectNode) WireJson.MAPPER.readTree(inline);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "IMAGES|{\"data\":[{\"b64_json\":\"*\"}]}|/data/0/b64_json",
                "IMAGE_EDITS|{\"data\":[{\"b64_json\":\"*\"}]}|/data/0/b64_json",
                "RESPONSES|{\"output\":[{\"type\":\"image_generation_call\",\"result\":\"*\"}]}|/output/0/result",
                "CHAT|{\"choices\":[{\"message\":{\"audio\":{\"data\":\"*\"}}}]}|/choices/0/message/audio/data",
            })
    void a_content_is_labelled_and_then_signed_wherever_it_stands(Surface surface, String shape, String where) {
        var signed = answer(shape);
        var media = media(this::sign);
        assertThat(media.putInto(signed, surface)).isEmpty();
        assertThat(Base64.getDecoder().decode(signed.at(where).stringValue()))
                .isEqualTo(SIGNED.getBytes(StandardCharsets.UTF_8));
        assertThat(asked).containsExactly("painter");
        assertThat(media.isUnsigned()).isFalse();

        var labelled = answer(shape);
        assertThat(media(null).putInto(labelled, surface)).isEmpty();
        assertThat(text(Base64.getDecoder().decode(labelled.at(where).stringValue())))
                .contains("AIGC");
    }

    @Test
    void what_cannot_be_signed_goes_labelled_and_is_counted_where_there_is_no_place_and_not_at_all_where_it_failed() {
        var media = media((came, labelled, model) -> new Outcome.NoPlace());
        var labelled = media.put(PICTURE);
        assertThat(labelled.refused()).isNull();
        assertThat(text(labelled.bytes())).contains("AIGC");
        assertThat(media.isUnsigned()).isTrue();

        var failed = media((came, bytes, model) -> new Outcome.Failed(new Text("证书已过期", "expired")))
                .put(PICTURE);
        assertThat(failed.refused()).contains("证书已过期", "expired");
    }

    @Test
    void what_cannot_be_labelled_is_not_signed_either() {
        assertThat(media(this::sign)
                        .put("no picture".getBytes(StandardCharsets.UTF_8))
                        .refused())
                .isNotNull();
        assertThat(asked).isEmpty();
    }
}
