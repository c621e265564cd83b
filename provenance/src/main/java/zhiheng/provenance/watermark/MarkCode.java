package zhiheng.provenance.watermark;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * 64 bits as {@value #BITS} that bear being read wrongly: a check of 24 bits (the CRC-24 of RFC 9580, 6.1.1), then the convolutional code of
 * rate 1/4 and constraint length 9 with the generators 463, 535, 733 and 745 (octal; free distance 24, Larsen 1973), closed to a ring so
 * that no bits go into its end. Read softly by Viterbi's algorithm, twice around the ring.
 */
final class MarkCode {
    static final int PAYLOAD = 64;
    private static final int CHECK = 24;
    private static final int MESSAGE = PAYLOAD + CHECK;
    private static final int RATE = 4;
    static final int BITS = MESSAGE * RATE;

    private static final int MEMORY = 8;
    private static final int STATES = 1 << MEMORY;
    private static final int[] GENERATORS = {0463, 0535, 0733, 0745};
    /** For each state and next bit, the four bits sent, as one number. */
    private static final byte[] SENT = sent();

    private MarkCode() {}

    private static byte[] sent() {
        var sent = new byte[2 * STATES];
        for (int register = 0; register < 2 * STATES; register++) {
            for (int i = 0; i < RATE; i++) {
                sent[register] |= (byte) ((Integer.bitCount(register & GENERATORS[i]) & 1) << i);
            }
        }
        return sent;
    }

    /** The bits sent for a payload, each 0 or 1. */
    static byte[] encode(long payload) {
        var message = message(payload);
        var code = new byte[BITS];
        int register = 0;
        for (int i = MESSAGE - MEMORY; i < MESSAGE; i++) {
            register = register >> 1 | message[i] << MEMORY;
        }
        for (int i = 0; i < MESSAGE; i++) {
            register = register >> 1 | message[i] << MEMORY;
            for (int j = 0; j < RATE; j++) {
                code[i * RATE + j] = (byte) (SENT[register] >> j & 1);
            }
        }
        return code;
    }

    private static byte[] message(long payload) {
        var message = new byte[MESSAGE];
        int check = check(payload);
        for (int i = 0; i < PAYLOAD; i++) {
            message[i] = (byte) (payload >>> PAYLOAD - 1 - i & 1);
        }
        for (int i = 0; i < CHECK; i++) {
            message[PAYLOAD + i] = (byte) (check >>> CHECK - 1 - i & 1);
        }
        return message;
    }

    private static int check(long payload) {
        int crc = 0xb704ce;
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc ^= (int) (payload >>> shift & 0xff) << 16;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 0x800000) != 0 ? crc << 1 ^ 0x1864cfb : crc << 1;
            }
        }
        return crc & 0xffffff;
    }

    /**
     * The payload whose bits fit best, if its check holds.
     *
     * @param soft for each bit sent how surely it is 1 (above 0) or 0 (below), in any one unit
     */
    static OptionalLong decode(float[] soft) {
        int steps = 3 * MESSAGE;
        var from = new byte[steps][STATES];
        var best = new float[STATES];
        var next = new float[STATES];
        var gain = new float[1 << RATE];
        for (int step = 0; step < steps; step++) {
            int at = step % MESSAGE * RATE;
            for (int bits = 0; bits < gain.length; bits++) {
                float sum = 0;
                for (int j = 0; j < RATE; j++) {
                    sum += (bits >> j & 1) == 1 ? soft[at + j] : -soft[at + j];
                }
                gain[bits] = sum;
            }
            for (int state = 0; state < STATES; state++) {
                // the state is the last eight bits, the newest on top; two states lead here, by the bit that is dropped
                int register = state << 1;
                int one = register & STATES - 1;
                int other = one | 1;
                float a = best[one] + gain[SENT[register] & 15];
                float b = best[other] + gain[SENT[register | 1] & 15];
                boolean second = b > a;
                next[state] = second ? b : a;
                from[step][state] = (byte) (second ? 1 : 0);
            }
            var swap = best;
            best = next;
            next = swap;
        }
        int state = 0;
        for (int i = 1; i < STATES; i++) {
            state = best[i] > best[state] ? i : state;
        }
        // of the three turns the middle one, whose both ends are far
        var bits = new byte[MESSAGE];
        for (int step = steps - 1; step >= MESSAGE; step--) {
            if (step < 2 * MESSAGE) {
                bits[step - MESSAGE] = (byte) (state >> MEMORY - 1);
            }
            state = state << 1 & STATES - 1 | from[step][state];
        }
        long payload = 0;
        for (int i = 0; i < PAYLOAD; i++) {
            payload = payload << 1 | bits[i];
        }
        return Arrays.equals(bits, message(payload)) ? OptionalLong.of(payload) : OptionalLong.empty();
    }
}
