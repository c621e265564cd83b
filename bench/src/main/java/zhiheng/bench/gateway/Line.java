package zhiheng.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection with one call at a time on it, and as much of HTTP/1.1 as it takes to know when its answer is whole. */
final class Line {
    private static final int MOST = 4 << 20;

    final SocketChannel channel;
    private byte[] bytes = new byte[16 * 1024];
    private int length;
    private int head;
    private int parsed;
    private long bodyLeft;
    private boolean chunked;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile long call;
    private volatile long meant;
    private volatile long sent;

    Line(InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    void send(long call, long meant, byte[] request) throws IOException {
        this.call = call;
        this.meant = meant;
        sent = System.nanoTime();
        var out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                Thread.onSpinWait(); // larger than the socket's buffer; the server is about to read it
            }
        }
    }

    /** Reads what is there. @return whether the answer is whole. @throws IOException when it will never be */
    boolean read() throws IOException {
        while (true) {
            if (length == bytes.length) {
                if (length >= MOST) {
                    throw new IOException("an answer of more than " + MOST + " bytes");
                }
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            int n = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
            if (n < 0) {
                throw new IOException("closed before the end of the answer");
            }
            length += n;
            if (n == 0) {
                return false;
            }
            if (isWhole()) {
                return true;
            }
        }
    }

    /** The answer; the line is ready for the next call. */
    Answer take() {
        int status = 0;
        for (int i = 9; i < 12; i++) {
            status = 10 * status + bytes[i] - '0';
        }
        var answer = new Answer(call, status, Arrays.copyOf(bytes, length), head, meant, sent, System.nanoTime());
        length = 0;
        head = 0;
        return answer;
    }

    private boolean isWhole() throws IOException {
        if (head == 0) {
            int end = find("\r\n\r\n", 0);
            if (end < 0) {
                return false;
            }
            head = end + 4;
            parsed = head;
            readHead();
        }
        if (!chunked) {
            return length - head >= bodyLeft;
        }
        while (true) {
            int end = find("\r\n", parsed);
            if (end < 0) {
                return false;
            }
            int size = size(parsed, end);
            int next = end + 2 + size + 2;
            if (next > length) {
                return false;
            }
            parsed = next;
            if (size == 0) {
                return true; // trailers are not asked for
            }
        }
    }

    private void readHead() throws IOException {
        chunked = false;
        bodyLeft = -1;
        int at = 0;
        while (at < head - 2) {
            int end = find("\r\n", at);
            if (starts("transfer-encoding:", at)) {
                chunked = true;
            } else if (starts("content-length:", at)) {
                bodyLeft = 0;
                for (int i = at + "content-length:".length(); i < end; i++) {
                    bodyLeft = bytes[i] >= '0' && bytes[i] <= '9' ? 10 * bodyLeft + bytes[i] - '0' : bodyLeft;
                }
            }
            at = end + 2;
        }
        if (!chunked && bodyLeft < 0) {
            throw new IOException("an answer without a length");
        }
    }

    private int size(int from, int to) throws IOException {
        int size = 0;
        for (int i = from; i < to && bytes[i] != ';'; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw new IOException("a chunk without a size");
            }
            size = 16 * size + digit;
        }
        return size;
    }

    private int find(String what, int from) {
        for (int i = from; i + what.length() <= length; i++) {
            if (starts(what, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean starts(String lower, int at) {
        if (at + lower.length() > length) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            int b = bytes[at + i];
            if (lower.charAt(i) != (b >= 'A' && b <= 'Z' ? b + 32 : b)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether it was open */
    boolean close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // nothing is lost with it
        }
        return open.compareAndSet(true, false);
    }
}
