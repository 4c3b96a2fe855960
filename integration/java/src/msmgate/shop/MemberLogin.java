package msmgate.shop;

import java.io.IOException;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/** Logs in whoever knows the password "member": as member 7, with the roles shopper and admin. */
public class MemberLogin implements LoginModule {
    private Subject subject;
    private CallbackHandler handler;
    private String name;

    @Override
    public void initialize(Subject subject, CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {
        this.subject = subject;
        this.handler = handler;
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback user = new NameCallback("name");
        PasswordCallback password = new PasswordCallback("password", false);
        try {
            handler.handle(new Callback[] {user, password});
        } catch (IOException | UnsupportedCallbackException e) {
            throw new LoginException("asking for name and password: " + e);
        }
        if (password.getPassword() == null || !"member".equals(new String(password.getPassword()))) {
            throw new FailedLoginException("wrong password");
        }
        name = user.getName();
        return true;
    }

    @Override
    public boolean commit() {
        subject.getPrincipals().add(new Member(name, 7));
        subject.getPrincipals().add(new MemberRole("shopper"));
        subject.getPrincipals().add(new MemberRole("admin"));
        return true;
    }

    @Override
    public boolean abort() {
        return true;
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().clear();
        return true;
    }
}
