package zhiheng.gateway.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first recogniser that recognises something decides. */
record FirstOf(List<Recogniser> recognisers) implements Recogniser {
    /** Personal data. An address may begin with what would be a phone number, a company code may look like an id: hence the order. */
    static FirstOf personalData() {
        return new FirstOf(
                List.of(new AddressRecogniser(), new MrzRecogniser(), new NumberRecogniser(), new CodeRecogniser()));
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        for (var recogniser : recognisers) {
            var hit = recogniser.at(window, position);
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }
}
