package zhiheng.provenance.c2pa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.carrier.Carrier;
import zhiheng.provenance.c2pa.carrier.Carriers;
import zhiheng.provenance.c2pa.jumbf.Boxes;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.manifest.BmffHash;
import zhiheng.provenance.c2pa.manifest.DataHash;
import zhiheng.provenance.c2pa.manifest.HashedUri;
import zhiheng.provenance.c2pa.manifest.Hashes;

/**
 * A signed PNG with one thing wrong. It is made whole, by code of its own and not by the signer under test; each test then
 * bends one part before it is hashed or signed, so that nothing else is wrong with the file.
 */
final class Bent {
    static final TestKeys.Issued SIGNER = TestKeys.MADE.issue("ES256");
    static final String LABEL = "urn:c2pa:0f7e1b8a-3c52-4d3e-9a52-7f3b5c0d9e11";

    /** An assertion before it is boxed: its label, and the boxes of its content. */
    record Part(String label, String type, byte[] content) {
        static Part cbor(String label, Object value) {
            return new Part(label, "cbor", Cbor.write(value));
        }

        byte[] box() {
            return Boxes.superbox(type, label, Boxes.box(type, content));
        }
    }

    UnaryOperator<byte[]> signature = claim -> TestCose.sign(SIGNER, claim);
    List<Map<String, Object>> actions = new ArrayList<>(List.of(created()));
    Consumer<List<Part>> parts = list -> {};
    Consumer<List<byte[]>> undeclared = list -> {};
    Consumer<LinkedHashMap<String, Object>> claim = map -> {};
    UnaryOperator<byte[]> claimBytes = bytes -> bytes;
    UnaryOperator<byte[]> binding = bytes -> bytes;
    Consumer<List<byte[]>> boxes = list -> {};
    UnaryOperator<byte[]> store = bytes -> bytes;
    UnaryOperator<byte[]> file = bytes -> bytes;
    byte[] older = new byte[0];
    String type = "c2ma";
    String claimLabel = "c2pa.claim.v2";
    byte[] source = Samples.picture("png");
    boolean bmff;
    /** How the file is laid out where no carrier writes it. */
    Carrier.@Nullable Plan plan;

    static Map<String, Object> created() {
        var created = new LinkedHashMap<String, Object>();
        created.put("action", "c2pa.created");
        created.put("digitalSourceType", DigitalSource.TRAINED_ALGORITHMIC_MEDIA.uri());
        return created;
    }

    static Bent with(Consumer<Bent> how) {
        var bent = new Bent();
        how.accept(bent);
        return bent;
    }

    Path write(Path to) throws Exception {
        return Files.write(to, bytes());
    }

    byte[] bytes() throws Exception {
        var asset = Asset.of(source);
        var given = plan;
        var laying = given != null
                ? given
                : Carriers.of(asset).orElseThrow().carrier().plan(asset);
        var empty = new byte[32];
        var wide = new Range(0xffff_ffffL, 2 * 0xffff_ffffL);
        var size = build(bmff ? BmffHash.assertion(empty) : DataHash.assertion(wide, empty)).length;
        var laid = laying.lay(new byte[size]);
        byte[] bound;
        if (bmff) {
            bound = BmffHash.assertion(BmffHash.hash(laid.file()));
        } else {
            var excluded = laid.excluded().getFirst();
            bound = DataHash.assertion(excluded, DataHash.hash(Hashes.sha256(), laid.file(), List.of(excluded)));
        }
        var built = store.apply(build(bound));
        var layout = laying.lay(built).file();
        return file.apply(layout.bytes(0, layout.size()));
    }

    private byte[] build(byte[] bound) throws Exception {
        var list = new ArrayList<Part>();
        list.add(Part.cbor("c2pa.actions.v2", Map.of("actions", actions)));
        list.add(new Part(bmff ? BmffHash.LABEL : DataHash.LABEL, "cbor", binding.apply(bound)));
        parts.accept(list);
        var boxed = new ArrayList<byte[]>();
        var references = new ArrayList<Map<String, Object>>();
        for (var part : list) {
            boxed.add(part.box());
            references.add(HashedUri.write("c2pa.assertions/" + part.label, part.box()));
        }
        undeclared.accept(boxed);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("instanceID", "xmp:iid:1");
        fields.put("claim_generator_info", Map.of("name", "test"));
        fields.put("signature", "self#jumbf=/c2pa/" + LABEL + "/c2pa.signature");
        fields.put("created_assertions", references);
        fields.put("dc:title", "bent");
        fields.put("alg", "sha256");
        claim.accept(fields);
        var claimed = claimBytes.apply(Cbor.write(fields));
        var whole = new ArrayList<byte[]>();
        whole.add(Boxes.superbox("c2as", "c2pa.assertions", boxed.toArray(byte[][]::new)));
        whole.add(Boxes.superbox("c2cl", claimLabel, Boxes.box("cbor", claimed)));
        whole.add(Boxes.superbox("c2cs", "c2pa.signature", Boxes.box("cbor", signature.apply(claimed))));
        boxes.accept(whole);
        return Boxes.superbox("c2pa", "c2pa", older, Boxes.superbox(type, LABEL, whole.toArray(byte[][]::new)));
    }
}
