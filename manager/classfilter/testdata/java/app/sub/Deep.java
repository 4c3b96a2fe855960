package app.sub;

/** A class in a package below another one. */
public class Deep {
}
