package msmgate.shop;

import java.math.BigDecimal;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;

/** A bean with fields of JDK classes that write themselves; only Java serialization carries all of them. */
public class Invoice extends Entity {
    private static final long serialVersionUID = 13L;

    private Date issued;
    private BigDecimal amount;
    private Locale locale;
    private UUID uuid;
    private OrderState state;

    public Invoice() {
    }

    public Invoice(long number, Date issued, BigDecimal amount) {
        super(number, "invoice");
        this.issued = issued;
        this.amount = amount;
        this.locale = new Locale("de", "AT");
        this.uuid = new UUID(number, ~number);
        this.state = OrderState.SHIPPED;
    }
}
