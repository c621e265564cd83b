package zhiheng.office.offers;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.input.Input;

/**
 * Where something is offered or wanted.
 *
 * @param name in words; "" for an offer that can be used from anywhere
 * @param latitude in degrees with {@code longitude}; null where nobody said
 */
public record Place(
        String name, @Nullable Double latitude, @Nullable Double longitude) {
    public static final Place ANYWHERE = new Place("", null, null);
    private static final double EARTH_KM = 6371;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,10})?");

    public Place {
        if ((latitude == null) != (longitude == null)
                || (latitude != null && !(Math.abs(latitude) <= 90))
                || (longitude != null && !(Math.abs(longitude) <= 180))) {
            throw wrong();
        }
    }

    private static Refusal wrong() {
        return Refusal.invalid(
                "坐标须写作“纬度,经度”，例如 31.23,121.47。", "Coordinates are written “latitude,longitude”, such as 31.23,121.47.");
    }

    /** @param coordinates "31.23,121.47", or "" for none */
    public static Place of(String name, String coordinates) {
        var said = Input.optional("地点", "place", name, Input.NAME);
        if (coordinates.isBlank()) {
            return new Place(said, null, null);
        }
        var parts = coordinates.strip().split("\\s*[,，]\\s*", -1);
        if (parts.length != 2
                || !NUMBER.matcher(parts[0]).matches()
                || !NUMBER.matcher(parts[1]).matches()) {
            throw wrong();
        }
        return new Place(said, Double.valueOf(parts[0]), Double.valueOf(parts[1]));
    }

    /** As {@link #of} reads it. */
    public String coordinates() {
        return latitude == null ? "" : latitude + "," + longitude;
    }

    public boolean anywhere() {
        return name.isEmpty() && latitude == null;
    }

    /** Kilometres over the ground (haversine, to half a percent); null where one of the two has no coordinates. */
    @Nullable
    Double kilometresTo(Place other) {
        if (latitude == null || longitude == null || other.latitude == null || other.longitude == null) {
            return null;
        }
        double up = Math.toRadians(other.latitude - latitude);
        double along = Math.toRadians(other.longitude - longitude);
        double h = Math.pow(Math.sin(up / 2), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(other.latitude))
                        * Math.pow(Math.sin(along / 2), 2);
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
