// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QObject>

class QDBusVariant;

namespace ui {

// Whether the desktop is light or dark at the moment. Asks the desktop portal without waiting for
// it; without one, the palette that the program was started with decides.
class ThemeWatcher : public QObject
{
    Q_OBJECT

public:
    explicit ThemeWatcher(QObject *parent = nullptr);

    [[nodiscard]] ThemeId systemTheme() const { return m_systemTheme; } // Light or Dark
    // System becomes Light or Dark, others stay.
    [[nodiscard]] ThemeId resolved(ThemeId id) const
    {
        return id == ThemeId::System ? m_systemTheme : id;
    }

Q_SIGNALS:
    void systemThemeChanged(ui::ThemeId theme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    // QtDBus can only connect by name.
    void portalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void applyPortal(const QVariant &value);
    void applyPalette();
    void setSystemTheme(ThemeId theme);

    ThemeId m_systemTheme = ThemeId::Light;
    bool m_portalAnswered = false;
};

} // namespace ui
