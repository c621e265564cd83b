package zhiheng.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a small sentence model (onnx.proto, IR version 9) with its vocabulary: each group of words has a direction of its own, and a
 * text points where its words do. Words of one group mean the same to it, in whatever language.
 */
public final class SmallMeaning {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private SmallMeaning() {}

    /** The folder that holds the model; pieces of {@code groups} are single characters and whole words in small letters. */
    public static Path in(Path folder, List<List<String>> groups) throws IOException {
        var words = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        int width = groups.size() + 1;
        var rows = new ArrayList<float[]>();
        words.forEach(word -> rows.add(new float[width]));
        rows.get(1)[width - 1] = 0.05f;
        for (int g = 0; g < groups.size(); g++) {
            for (var word : groups.get(g)) {
                var row = new float[width];
                row[g] = 1;
                words.add(word);
                rows.add(row);
            }
        }
        var table = new float[rows.size() * width];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r), 0, table, r * width, width);
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("vocab.txt"), String.join("\n", words));
        Files.write(folder.resolve("model.onnx"), model(table, rows.size(), width));
        return folder;
    }

    private static byte[] model(float[] table, int rows, int width) {
        var graph = new Message()
                .message(1, node("Gather", List.of("table", "input_ids"), List.of("each")))
                .message(
                        1,
                        node("ReduceMean", List.of("each", "axes"), List.of("mean"))
                                .message(5, number("keepdims", 1)))
                .text(2, "small")
                .message(5, tensor("table", table, rows, width))
                .message(
                        5,
                        new Message()
                                .number(1, 1)
                                .number(2, INT64)
                                .text(8, "axes")
                                .field(9, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}))
                .message(11, value("input_ids", INT64, 1, 0))
                .message(11, value("attention_mask", INT64, 1, 0))
                .message(12, value("mean", FLOAT, 1, 1, width));
        return new Message()
                .number(1, 9)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 20))
                .bytes();
    }

    private static Message node(String type, List<String> in, List<String> out) {
        var node = new Message();
        in.forEach(name -> node.text(1, name));
        out.forEach(name -> node.text(2, name));
        return node.text(4, type);
    }

    private static Message number(String name, int value) {
        return new Message().text(1, name).number(3, value).number(20, 2);
    }

    private static Message tensor(String name, float[] values, int... dimensions) {
        var tensor = new Message();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        var raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        return tensor.number(2, FLOAT).text(8, name).field(9, raw.array());
    }

    /** @param dimensions 0 for one that may be of any size */
    private static Message value(String name, int type, int... dimensions) {
        var shape = new Message();
        for (int dimension : dimensions) {
            shape.message(1, dimension == 0 ? new Message().text(2, "n") : new Message().number(1, dimension));
        }
        var tensor = new Message().number(1, type).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** Fields of protocol buffers: numbers as varints, all else with its length. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return field(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return field(field, value.bytes());
        }

        Message field(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long left = value;
            while (left > 127) {
                out.write((int) (left & 127 | 128));
                left >>>= 7;
            }
            out.write((int) left);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
