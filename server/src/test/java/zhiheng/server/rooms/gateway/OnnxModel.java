package zhiheng.server.rooms.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a small ONNX model (onnx.proto, IR version 9): words of a text are counted, and a logistic regression scores the counts. */
final class OnnxModel {
    private static final int FLOAT = 1;
    private static final int STRING = 8;

    private OnnxModel() {}

    /** One label per word: its score is 0.88 when the word is in the text and 0.12 when it is not. */
    static byte[] words(List<String> words) {
        int n = words.size();
        var weights = new float[n * n];
        var bias = new float[n];
        for (int i = 0; i < n; i++) {
            weights[i * n + i] = 4;
            bias[i] = -2;
        }
        var indexes = new Message();
        var pool = new Message();
        for (int i = 0; i < n; i++) {
            indexes.number(8, i);
            pool.text(9, words.get(i));
        }
        var graph = new Message()
                .message(1, node("StringSplit", List.of("text"), List.of("split", "count")))
                .message(
                        1,
                        node("TfIdfVectorizer", List.of("split"), List.of("counts"))
                                .message(5, number("max_gram_length", 1))
                                .message(5, number("min_gram_length", 1))
                                .message(5, number("max_skip_count", 0))
                                .message(
                                        5,
                                        new Message()
                                                .text(1, "mode")
                                                .text(4, "TF")
                                                .number(20, 3))
                                .message(
                                        5,
                                        new Message()
                                                .text(1, "ngram_counts")
                                                .number(8, 0)
                                                .number(20, 7))
                                .message(
                                        5,
                                        new Message()
                                                .text(1, "ngram_indexes")
                                                .all(indexes)
                                                .number(20, 7))
                                .message(
                                        5,
                                        new Message()
                                                .text(1, "pool_strings")
                                                .all(pool)
                                                .number(20, 8)))
                .message(1, node("MatMul", List.of("counts", "W"), List.of("product")))
                .message(1, node("Add", List.of("product", "b"), List.of("sum")))
                .message(1, node("Sigmoid", List.of("sum"), List.of("scores")))
                .text(2, "words")
                .message(5, tensor("W", weights, n, n))
                .message(5, tensor("b", bias, n))
                .message(11, value("text", STRING, 1))
                .message(12, value("scores", FLOAT, 1, n));
        return new Message()
                .number(1, 9)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 20))
                .bytes();
    }

    /** Takes numbers, not a text. */
    static byte[] numbers() {
        var graph = new Message()
                .message(1, node("Sigmoid", List.of("x"), List.of("y")))
                .text(2, "numbers")
                .message(11, value("x", FLOAT, 1))
                .message(12, value("y", FLOAT, 1));
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

    private static Message value(String name, int type, int... dimensions) {
        var shape = new Message();
        for (int dimension : dimensions) {
            shape.message(1, new Message().number(1, dimension));
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

        Message all(Message other) {
            out.writeBytes(other.bytes());
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
