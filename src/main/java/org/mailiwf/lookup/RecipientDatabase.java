package org.mailiwf.lookup;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.apache.camel.spi.Metadata;

/**
 * The bean {@code recipientDatabase}: connections to a database, at most ten, made when they are needed, so that a database that is down
 * keeps nothing from starting. HikariCP is needed only once there is a URL.
 */
@Metadata(label = "bean", annotations = "interfaceName=javax.sql.DataSource",
          description = "Connections to a database, at most ten, made when they are needed.")
public class RecipientDatabase implements DataSource, AutoCloseable {

    private static final int MAX_CONNECTIONS = 10;

    @Metadata(required = true, description = "The JDBC URL.")
    private String url = "";
    @Metadata(description = "The class of the JDBC driver. Empty: the one that announces itself for the URL.")
    private String driver = "";
    @Metadata(description = "The user name. Empty: none.")
    private String user = "";
    @Metadata(secret = true, description = "The password of the user.")
    private String password = "";
    @Metadata(defaultValue = "5", description = "How long to wait for a connection, in seconds.")
    private int seconds = 5;
    /** A HikariDataSource; not named here, so that whoever looks at this class need not have it. */
    private volatile DataSource pool;

    /** The JDBC URL. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** The class of the JDBC driver; empty: the one that announces itself for the URL. In OSGi none does. */
    public void setDriver(String driver) {
        this.driver = driver;
    }

    /** The user name; empty: none. */
    public void setUser(String user) {
        this.user = user;
    }

    /** The user's password. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** How long to wait for a connection. */
    public void setSeconds(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public Connection getConnection() throws SQLException {
        DataSource open = pool;
        return (open == null ? open() : open).getConnection();
    }

    @Override
    public Connection getConnection(String otherUser, String otherPassword) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is that of the settings");
    }

    private synchronized DataSource open() {
        if (pool == null) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("recipients");
            config.setJdbcUrl(url);
            if (!driver.isEmpty()) {
                config.setDriverClassName(driver);
            }
            config.setUsername(user.isEmpty() ? null : user);
            config.setPassword(password.isEmpty() ? null : password);
            config.setConnectionTimeout(seconds * 1000L);
            config.setValidationTimeout(seconds * 1000L);
            config.setMaximumPoolSize(MAX_CONNECTIONS);
            config.setMinimumIdle(0);
            config.setReadOnly(true);
            if (url.startsWith("jdbc:postgresql:")) {
                // else its driver heeds read-only in explicit transactions alone
                config.addDataSourceProperty("readOnlyMode", "always");
            }
            config.setInitializationFailTimeout(-1);
            pool = new HikariDataSource(config);
        }
        return pool;
    }

    /** Closes all connections. */
    @Override
    public synchronized void close() {
        if (pool instanceof HikariDataSource open) {
            open.close();
        }
        pool = null;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("the log is that of the gateway");
    }

    @Override
    public void setLoginTimeout(int seconds) {
        setSeconds(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return seconds;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the log is that of the gateway");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
