package zhiheng.gateway;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What was said in one call, as it passed: the call as it went to the model (as it came, if it never went), the answer as the caller got it.
 *
 * @param type the answer's media type, empty without an answer
 * @param cut whether a side was longer than {@value #MOST_BYTES} bytes and only its beginning is here
 */
public record Content(byte[] call, String type, byte[] answer, boolean cut) {
    /** Of each side. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int LAYOUT = 1;

    /** Cuts what is too long. */
    public static Content of(byte[] call, String type, byte[] answer) {
        boolean cut = call.length > MOST_BYTES || answer.length > MOST_BYTES;
        return new Content(atMost(call), type, atMost(answer), cut);
    }

    private static byte[] atMost(byte[] bytes) {
        return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
    }

    /** As bytes, compressed; to be sealed before they are written anywhere. */
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(512 + (call.length + answer.length) / 3);
        bytes.write(LAYOUT);
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 8192))) {
            out.writeBoolean(cut);
            out.writeUTF(type);
            out.writeInt(call.length);
            out.write(call);
            out.writeInt(answer.length);
            out.write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException when these are not the bytes of a content */
    public static Content read(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != LAYOUT) {
            throw new IllegalStateException("内容的格式未知 / a content of an unknown layout");
        }
        try (var in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)))) {
            boolean cut = in.readBoolean();
            var type = in.readUTF();
            var call = in.readNBytes(bounded(in.readInt()));
            var answer = in.readNBytes(bounded(in.readInt()));
            return new Content(call, type, answer, cut);
        } catch (IOException e) {
            throw new IllegalStateException("内容已损坏 / the content is damaged", e);
        }
    }

    private static int bounded(int length) throws IOException {
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a length of " + length);
        }
        return length;
    }
}
