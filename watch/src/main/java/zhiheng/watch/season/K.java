package zhiheng.watch.season;

public final class K {
    public static double p0=0.0195, eta=0.126, xi0=0.143, k0=30.2, tailMem=3.02e+03, floorU=3.37;
    public static double profRate=0.0607, weekRate=0.300, clip=4.15, errMem=846, pow=3.34, arMem=179;
    public static double w1=9.10, w2=20.1, wv=5.87;
    public static double cA=0.943,
            cR=0.139,
            cR1=0.396,
            cR2=1.45,
            cVu=1.44,
            cVd=0.662,
            cRange=0.483,
            base=1.92,
            margin=1.93,
            damp=0.178,
            refFrac=0.0786,
            refMin=9.48,
            refMax=570;
    public static double minScale=0.00315, levelDays=0.506, warm=222, scaleMem=3.30e+03;
  public static double cL=0.211, second=0.219, w3=232, cR3=0.759;
  public static double tailN=1.12, rest=0.425, cB=0.681, binScale=0.0949;
  public static double tol=0.0618, rankK=0.756;
}
