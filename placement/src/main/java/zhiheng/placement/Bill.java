package zhiheng.placement;

import java.util.List;

/**
 * What a placement costs, in the units of people.
 *
 * @param money for hire and electricity, in the currency of the problem
 * @param carbonKg kilograms of CO2 of the electricity
 * @param kwh electricity with cooling
 */
public record Bill(double money, double carbonKg, double kwh) {
    public static final Bill NOTHING = new Bill(0, 0, 0);

    public Bill and(Bill more) {
        return new Bill(money + more.money, carbonKg + more.carbonKg, kwh + more.kwh);
    }

    /** Money and carbon as one figure, as {@code problem} weighs them. */
    public double weighed(Problem problem) {
        return money + carbonKg * problem.carbonPrice();
    }

    static double weighed(Problem problem, Site site, Pool pool, int hour) {
        return of(site, pool, 1, List.of(hour)).weighed(problem);
    }

    static Bill of(Site site, Pool pool, int count, List<Integer> hours) {
        double kwh = count * pool.kw() * site.pue();
        double money = 0;
        double grams = 0;
        for (int hour : hours) {
            money += count * pool.hire() + kwh * site.price().at(hour);
            grams += kwh * site.carbon().at(hour);
        }
        return new Bill(money, grams / 1000, kwh * hours.size());
    }
}
