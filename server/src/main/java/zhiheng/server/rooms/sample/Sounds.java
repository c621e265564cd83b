package zhiheng.server.rooms.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Hums a text: a tone for each character, its pitch from the character. No speech. */
final class Sounds {
    private static final int RATE = 16_000;
    private static final double SECONDS_PER_TONE = .09;
    private static final int MOST_TONES = 400;

    private Sounds() {}

    /** A WAV, 16 bit mono. */
    static byte[] hum(String text) {
        var characters = text.codePoints().limit(MOST_TONES).toArray();
        int perTone = (int) (RATE * SECONDS_PER_TONE);
        int samples = Math.max(1, characters.length) * perTone;
        var wav = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(36 + samples * 2);
        wav.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(samples * 2);
        for (int i = 0; i < samples; i++) {
            int c = characters.length == 0 ? ' ' : characters[i / perTone];
            double hertz = 220 * Math.pow(2, Math.floorMod(c, 24) / 12.0);
            double fade = Math.sin(Math.PI * (i % perTone) / perTone);
            double level = Character.isWhitespace(c) ? 0 : .3 * fade;
            wav.putShort((short) (level * Short.MAX_VALUE * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        return wav.array();
    }
}
