// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/theme_watcher.h"
#include "ui/paint/look.h"

#include <QObject>

class QSettings;

namespace ui {

// The look of the window as the user chose it: theme, zoom, motion. Keeps the choice in the
// settings.
class Appearance : public QObject
{
    Q_OBJECT

public:
    // pixelRatio above 1: for pictures finer than the screen, the window is that much larger.
    explicit Appearance(QSettings &settings, double pixelRatio = 1, QObject *parent = nullptr);

    [[nodiscard]] const Look &look() const { return m_look; }
    [[nodiscard]] ThemeId theme() const { return m_theme; }
    [[nodiscard]] int zoomPercent() const { return qRound(m_look.scale / m_pixelRatio * 100); }

    void setTheme(ThemeId theme);
    void showTheme(ThemeId theme); // until the program ends, whatever the user has chosen
    void setZoom(int percent);     // 75 to 250; kept until resetZoom()
    void zoomIn();
    void zoomOut();
    void resetZoom(); // as the window's width suggests
    void setReduceMotion(bool reduce);
    // Without a choice of the user, wide windows are zoomed a little.
    void setWindowWidth(int width);

    static QList<int> zoomSteps(); // per cent
    // As if chosen by the user, for windows that read these settings.
    static void remember(ThemeId theme, QSettings &settings);

Q_SIGNALS:
    void lookChanged();

private:
    void renew();

    QSettings &m_settings;
    ThemeWatcher m_watcher;
    Look m_look;
    ThemeId m_theme = ThemeId::System;
    int m_chosenZoom = 0;        // per cent; 0: automatic
    double m_windowWidth = 1280; // logical pixels
    double m_pixelRatio;
};

} // namespace ui
