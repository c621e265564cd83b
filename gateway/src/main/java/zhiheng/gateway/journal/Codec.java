package zhiheng.gateway.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;

/** An interaction, with its sealed content if that is kept, as bytes. The first byte is the version of the layout. */
final class Codec {
    static final int VERSION = 5;
    /** Layout 4 is the same, without who answered. */
    private static final int WITHOUT_SERVED = 4;

    /** Layout 3 is that, without the tenant. */
    private static final int WITHOUT_TENANT = 3;

    /** Layout 2 is that, without the two flags. */
    private static final int WITHOUT_FLAGS = 2;

    private static final int WITHOUT_ASK = 1;
    private static final int OPENING = 16;
    private static final int ESTIMATED = 32;
    private static final int MAX_KINDS = 1_000;

    private Codec() {}

    /** What one frame holds. @param opening whether the call goes on, and another entry of its id completes it */
    record Entry(Interaction interaction, byte @Nullable [] sealed, boolean opening) {}

    static byte[] write(Interaction i, byte @Nullable [] sealed) {
        return write(i, sealed, false);
    }

    /** The entry of a call that goes on. */
    static byte[] opening(Interaction soFar) {
        return write(soFar, null, true);
    }

    private static byte[] write(Interaction i, byte @Nullable [] sealed, boolean opening) {
        var bytes = new ByteArrayOutputStream(sealed == null ? 320 : 320 + sealed.length);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(i.id());
            out.writeUTF(i.system());
            out.writeLong(i.time().getEpochSecond());
            out.writeInt(i.time().getNano());
            out.writeUTF(i.surface());
            out.writeUTF(i.model());
            out.writeUTF(i.upstream());
            out.writeByte(i.attempts());
            out.writeByte((i.stream() ? 1 : 0)
                    | (i.labelled() ? 2 : 0)
                    | (i.held() ? 4 : 0)
                    | (i.userHash() == null ? 0 : 8)
                    | (opening ? OPENING : 0)
                    | (i.estimated() ? ESTIMATED : 0));
            out.writeLong(i.permitVersion());
            out.writeShort(i.status());
            out.writeUTF(i.clause());
            var user = i.userHash();
            if (user != null) {
                out.writeLong(user);
            }
            out.writeUTF(i.inDigest());
            out.writeInt(i.inBytes());
            out.writeUTF(i.outDigest());
            out.writeLong(i.outBytes());
            out.writeLong(i.tokensIn());
            out.writeLong(i.tokensOut());
            out.writeLong(i.firstByteMicros());
            out.writeLong(i.micros());
            int kinds = Math.min(MAX_KINDS, i.detections().size());
            out.writeShort(kinds);
            for (var e : i.detections().entrySet()) {
                if (kinds-- == 0) {
                    break;
                }
                out.writeUTF(e.getKey());
                out.writeInt(e.getValue());
            }
            writeAsk(out, i.ask());
            out.writeUTF(i.trace());
            out.writeUTF(i.served().asked());
            out.writeUTF(i.served().model());
            out.writeUTF(i.served().print());
            out.writeInt(sealed == null ? 0 : sealed.length);
            if (sealed != null) {
                out.write(sealed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text over 64 kB; the gateway bounds them all
        }
        return bytes.toByteArray();
    }

    /** What of it is not the model and the user, which stand before. */
    private static void writeAsk(DataOutputStream out, Ask ask) throws IOException {
        writeText(out, ask.region());
        out.writeShort(ask.age());
        writeText(out, ask.purpose());
        out.writeLong(ask.maxTokens());
        out.writeShort(ask.tools().size());
        for (var tool : ask.tools()) {
            out.writeUTF(tool);
        }
        writeText(out, ask.tenant());
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static Ask readAsk(DataInputStream in, int version, String model, @Nullable Long user) throws IOException {
        var region = readText(in);
        int age = in.readShort();
        var purpose = readText(in);
        long maxTokens = in.readLong();
        var tools = new ArrayList<String>();
        for (int left = in.readShort(); left > 0; left--) {
            tools.add(in.readUTF());
        }
        var tenant = version > WITHOUT_TENANT ? readText(in) : null;
        return new Ask(model, user, region, age, purpose, maxTokens, tools, tenant);
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    static Entry read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readByte();
        if (version < WITHOUT_ASK || version > VERSION) {
            throw new IOException("an interaction of layout " + version + ", this program reads up to " + VERSION);
        }
        var id = in.readUTF();
        var system = in.readUTF();
        var time = Instant.ofEpochSecond(in.readLong(), in.readInt());
        var surface = in.readUTF();
        var model = in.readUTF();
        var upstream = in.readUTF();
        int attempts = in.readByte();
        int flags = in.readByte();
        long permitVersion = in.readLong();
        int status = in.readShort();
        var clause = in.readUTF();
        Long user = (flags & 8) != 0 ? in.readLong() : null;
        var inDigest = in.readUTF();
        int inBytes = in.readInt();
        var outDigest = in.readUTF();
        long outBytes = in.readLong();
        long tokensIn = in.readLong();
        long tokensOut = in.readLong();
        long firstByte = in.readLong();
        long micros = in.readLong();
        var detections = new HashMap<String, Integer>();
        for (int left = in.readShort(); left > 0; left--) {
            detections.put(in.readUTF(), in.readInt());
        }
        var ask = version == WITHOUT_ASK
                ? new Ask(model, user, null, -1, null, 0, List.of())
                : readAsk(in, version, model, user);
        var trace = version == WITHOUT_ASK ? "" : in.readUTF();
        var served = version > WITHOUT_SERVED ? new Served(in.readUTF(), in.readUTF(), in.readUTF()) : Served.UNSAID;
        byte[] sealed = version == WITHOUT_ASK ? new byte[0] : in.readNBytes(in.readInt());
        var interaction = new Interaction(
                id,
                system,
                time,
                surface,
                ask,
                upstream,
                attempts,
                (flags & 1) != 0,
                permitVersion,
                status,
                clause,
                inDigest,
                inBytes,
                outDigest,
                outBytes,
                tokensIn,
                tokensOut,
                firstByte,
                micros,
                (flags & 2) != 0,
                detections,
                (flags & 4) != 0,
                trace,
                (flags & ESTIMATED) != 0,
                served);
        return new Entry(interaction, sealed.length == 0 ? null : sealed, (flags & OPENING) != 0);
    }
}
