package msmgate.zoo;

/** An enum whose constants have fields, and one a body: so a class of its own. */
public enum Planet {
    MERCURY(1), EARTH(3) {
        @Override
        public String greeting() {
            return "hello";
        }
    },
    MARS(4);

    private final int place;

    Planet(int place) {
        this.place = place;
    }

    public String greeting() {
        return "silence on " + place;
    }
}
