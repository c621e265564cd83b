package zhiheng.watch.season;

public final class SeasonScore {
    public SeasonState start() {
        return new SeasonState();
    }

    public double score(SeasonState st, long time, double y) {
        double s = st.refract(st.raw(time, y));
        return s / (s + 4);
    }
}
