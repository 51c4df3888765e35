// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/theme_watcher.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPalette>

namespace ui {

namespace {

QString portalInterface()
{
    return QStringLiteral("org.freedesktop.portal.Settings");
}

// Without an address, connecting would start a bus, slowly and with messages.
bool hasSessionBus()
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
}

} // namespace

ThemeWatcher::ThemeWatcher(QObject *parent) : QObject(parent)
{
    applyPalette();
    QCoreApplication::instance()->installEventFilter(this);
    if (hasSessionBus())
        askPortal();
}

void ThemeWatcher::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    bus.connect({}, path, portalInterface(), QStringLiteral("SettingChanged"), this,
                SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call =
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.portal.Desktop"), path,
                                       portalInterface(), QStringLiteral("Read"));
    call << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher *finished) {
                const QDBusPendingReply<QDBusVariant> reply = *finished;
                if (!reply.isError())
                    applyPortal(reply.value().variant());
                finished->deleteLater();
            });
}

void ThemeWatcher::portalSettingChanged(const QString &group, const QString &key,
                                        const QDBusVariant &value)
{
    if (group == QStringLiteral("org.freedesktop.appearance") &&
        key == QStringLiteral("color-scheme"))
        applyPortal(value.variant());
}

void ThemeWatcher::applyPortal(const QVariant &value)
{
    QVariant scheme = value;
    // Read wraps its answer twice, SettingChanged once.
    while (scheme.canConvert<QDBusVariant>() && scheme.userType() != QMetaType::UInt)
        scheme = scheme.value<QDBusVariant>().variant();
    const uint choice = scheme.toUInt();
    m_portalAnswered = choice == 1 || choice == 2; // 0: no preference
    if (m_portalAnswered)
        setSystemTheme(choice == 1 ? ThemeId::Dark : ThemeId::Light);
    else
        applyPalette();
}

void ThemeWatcher::applyPalette()
{
    const QPalette palette = QGuiApplication::palette();
    // A palette set by this program says nothing about the desktop.
    if (palette.resolveMask() != 0)
        return;
    const bool dark = palette.color(QPalette::Window).lightness() <
                      palette.color(QPalette::WindowText).lightness();
    setSystemTheme(dark ? ThemeId::Dark : ThemeId::Light);
}

void ThemeWatcher::setSystemTheme(ThemeId theme)
{
    if (m_systemTheme == theme)
        return;
    m_systemTheme = theme;
    Q_EMIT systemThemeChanged(theme);
}

bool ThemeWatcher::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange && !m_portalAnswered &&
        watched == QCoreApplication::instance())
        applyPalette();
    return QObject::eventFilter(watched, event);
}

} // namespace ui
