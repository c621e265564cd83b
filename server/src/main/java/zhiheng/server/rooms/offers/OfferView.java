package zhiheng.server.rooms.offers;

import java.util.List;
import zhiheng.server.ground.page.Form;

/**
 * One offer.
 *
 * @param own whether the reader's organisation offers it
 * @param choices what can be ranked: askings that may have a place
 */
public record OfferView(
        String id,
        long version,
        OffersView.Card card,
        boolean own,
        boolean open,
        String ends,
        String ranking,
        List<AskingView.Choice> choices,
        List<OffersView.Asked> matches,
        Form form) {}
