package zhiheng.gateway.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an address may be used for, by IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and what followed it),
 * with multicast, the zone-local addresses of old, and the fields where an IPv6 address carries one of IPv4: that is judged instead.
 */
enum AddressUse {
    PUBLIC,
    /** Inside some network: only where the operator listed it. */
    PRIVATE,
    /** Of no one host, or where clouds keep their metadata. */
    NEVER;

    private record Block(byte[] prefix, int bits, AddressUse use, int embeddedAt) {
        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((address[i / 8] ^ prefix[i / 8]) >> 7 - i % 8 & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Block, use, and the byte at which an address of IPv4 begins in it; the first that holds an address counts. */
    private static final String TABLE = """
        0.0.0.0/32          NEVER    this host (RFC 1122)
        0.0.0.0/8           PRIVATE  this network (RFC 791)
        10.0.0.0/8          PRIVATE  (RFC 1918)
        100.64.0.0/10       PRIVATE  shared by carriers (RFC 6598)
        127.0.0.0/8         PRIVATE  loopback (RFC 1122)
        169.254.0.0/16      NEVER    link-local, cloud metadata (RFC 3927)
        172.16.0.0/12       PRIVATE  (RFC 1918)
        192.0.0.9/32        PUBLIC   port control anycast (RFC 7723)
        192.0.0.10/32       PUBLIC   TURN anycast (RFC 8155)
        192.0.0.0/24        NEVER    protocol assignments, some clouds' metadata (RFC 6890)
        192.0.2.0/24        PRIVATE  documentation (RFC 5737)
        192.88.99.0/24      NEVER    relays of 6to4, given up (RFC 7526)
        192.168.0.0/16      PRIVATE  (RFC 1918)
        198.18.0.0/15       PRIVATE  benchmarks (RFC 2544)
        198.51.100.0/24     PRIVATE  documentation (RFC 5737)
        203.0.113.0/24      PRIVATE  documentation (RFC 5737)
        224.0.0.0/4         NEVER    multicast (RFC 5771)
        255.255.255.255/32  NEVER    broadcast (RFC 919)
        240.0.0.0/4         NEVER    kept back (RFC 1112)
        ::/128              NEVER    unspecified (RFC 4291)
        ::1/128             PRIVATE  loopback (RFC 4291)
        ::ffff:0:0/96       12       IPv4 in IPv6 (RFC 4291)
        ::/96               12       IPv4 in IPv6 of old (RFC 4291)
        64:ff9b::/96        12       translated to IPv4 (RFC 6052)
        64:ff9b:1::/48      PRIVATE  translated inside a network (RFC 8215)
        100::/64            NEVER    thrown away (RFC 6666)
        100:0:0:1::/64      NEVER    dummy (RFC 9780)
        2001:1::1/128       PUBLIC   port control anycast (RFC 7723)
        2001:1::2/128       PUBLIC   TURN anycast (RFC 8155)
        2001:3::/32         PUBLIC   AMT (RFC 7450)
        2001:4:112::/48     PUBLIC   AS112 (RFC 7535)
        2001:20::/28        PRIVATE  ORCHIDv2, no addresses (RFC 7343)
        2001::/23           PRIVATE  protocol assignments, Teredo with them (RFC 2928, 4380)
        2001:db8::/32       PRIVATE  documentation (RFC 3849)
        2002::/16           2        6to4 (RFC 3056)
        3fff::/20           PRIVATE  documentation (RFC 9637)
        5f00::/16           PRIVATE  segment routing (RFC 9602)
        fc00::/7            PRIVATE  unique local (RFC 4193)
        fe80::/10           NEVER    link-local (RFC 4291)
        fec0::/10           PRIVATE  site-local of old (RFC 3879)
        ff00::/8            NEVER    multicast (RFC 4291)
        """;

    private static final List<Block> BLOCKS = read();

    private static List<Block> read() {
        var blocks = new ArrayList<Block>();
        for (var line : TABLE.split("\n")) {
            var words = line.strip().split("\\s+");
            var parts = words[0].split("/");
            boolean embeds = Character.isDigit(words[1].charAt(0));
            try {
                blocks.add(new Block(
                        bytes(parts[0]),
                        Integer.parseInt(parts[1]),
                        embeds ? PUBLIC : valueOf(words[1]),
                        embeds ? Integer.parseInt(words[1]) : -1));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(line, e);
            }
        }
        return List.copyOf(blocks);
    }

    /** Java makes an IPv4 address of one that IPv6 maps; the table means the 16 bytes. */
    private static byte[] bytes(String address) throws UnknownHostException {
        var bytes = InetAddress.getByName(address).getAddress();
        if (bytes.length == 16 || !address.contains(":")) {
            return bytes;
        }
        var mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    static AddressUse of(InetAddress address) {
        return of(address.getAddress());
    }

    private static AddressUse of(byte[] address) {
        for (var block : BLOCKS) {
            if (block.holds(address)) {
                return block.embeddedAt < 0
                        ? block.use
                        : of(Arrays.copyOfRange(address, block.embeddedAt, block.embeddedAt + 4));
            }
        }
        return PUBLIC;
    }
}
