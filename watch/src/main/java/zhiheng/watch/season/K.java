package zhiheng.watch.season;

public final class K {
    public static double p0 = .02, eta = .05, xi0 = .25, k0 = 20, tailMem = 3000, floorU = 2.0;
    public static double profRate = .12, weekRate = .3, clip = 4, errMem = 1000, pow = 4, arMem = 500;
    public static double w1 = 8, w2 = 40, wv = 20;
    public static double cA = 1,
            cR = .8,
            cR1 = 1,
            cR2 = 1,
            cVu = .8,
            cVd = .5,
            cRange = 1,
            base = 3,
            margin = 1.5,
            damp = .3,
            refFrac = .06,
            refMin = 40,
            refMax = 300;
    public static double minScale = .003, levelDays = 1, warm = 150, scaleMem = 2000;
  public static double cL=0.200, second=0.219, w3=311, cR3=0.414;
  public static double tailN=1.10, rest=0.425, cB=0.681, binScale=0.0949;
}
