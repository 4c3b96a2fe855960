package msmgate.shop;

/** An enum with bodies: the class of a constant is not the class that declares it. */
public enum OrderState {
    OPEN {
        @Override
        public boolean canChange() {
            return true;
        }
    },
    SHIPPED {
        @Override
        public boolean canChange() {
            return false;
        }
    };

    public abstract boolean canChange();
}
