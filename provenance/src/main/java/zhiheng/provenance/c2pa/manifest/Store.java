package zhiheng.provenance.c2pa.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.jumbf.Superbox;

/** The manifests of a file; the last one is active, the others are those of what it was made from. */
public record Store(Superbox root) {
    /** These boxes are no manifest store; the message says why. */
    public static final class BadStore extends Exception {
        private static final long serialVersionUID = 1;

        BadStore(String message) {
            super(message);
        }
    }

    public static Store read(byte[] bytes) throws BadStore {
        Superbox root;
        try {
            root = Superbox.read(bytes);
        } catch (Superbox.BadBoxes e) {
            throw new BadStore(String.valueOf(e.getMessage()));
        }
        if (!root.type().equals("c2pa")
                || !root.label().equals("c2pa")
                || root.boxes().isEmpty()) {
            throw new BadStore("the box is no manifest store");
        }
        var labels = new HashSet<String>();
        if (!root.boxes().stream().allMatch(box -> labels.add(box.label()))) {
            throw new BadStore("two manifests have one label");
        }
        return new Store(root);
    }

    public List<Superbox> manifests() {
        return root.boxes();
    }

    public Superbox active() {
        return root.boxes().getLast();
    }

    /** The box at a path such as c2pa/LABEL/c2pa.assertions/c2pa.actions; empty unless there is just one. */
    Optional<Superbox> at(String path) {
        var parts = path.split("/", -1);
        if (!parts[0].equals("c2pa")) {
            return Optional.empty();
        }
        var here = root;
        for (int i = 1; i < parts.length; i++) {
            var inner = here.labelled(parts[i]);
            if (inner.size() != 1) {
                return Optional.empty();
            }
            here = inner.getFirst();
        }
        return Optional.of(here);
    }
}
