// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include "ui/shell/window_style.h"

#include <QSettings>

#include <algorithm>

namespace ui {

namespace {

constexpr double kWideWindow = 1900; // logical pixels
constexpr int kWideZoom = 125;

struct ThemeName
{
    ThemeId id;
    const char *name;
};
// As spelled in the settings file.
constexpr ThemeName kThemeNames[] = {{ThemeId::System, "system"},
                                     {ThemeId::Light, "light"},
                                     {ThemeId::Dark, "dark"},
                                     {ThemeId::HighContrast, "high-contrast"},
                                     {ThemeId::Print, "print"}};

QString themeKey()
{
    return QStringLiteral("appearance/theme");
}
QString zoomKey()
{
    return QStringLiteral("appearance/zoom");
}
QString motionKey()
{
    return QStringLiteral("appearance/reduce_motion");
}

} // namespace

Appearance::Appearance(QSettings &settings, double pixelRatio, QObject *parent)
    : QObject(parent), m_settings(settings), m_pixelRatio(pixelRatio)
{
    const QString name = m_settings.value(themeKey()).toString();
    for (const ThemeName &theme : kThemeNames) {
        if (name == QLatin1String(theme.name))
            m_theme = theme.id;
    }
    const int zoom = m_settings.value(zoomKey(), 0).toInt();
    m_chosenZoom = zoomSteps().contains(zoom) ? zoom : 0;
    m_look.reduceMotion = m_settings.value(motionKey(), false).toBool();
    connect(&m_watcher, &ThemeWatcher::systemThemeChanged, this, &Appearance::renew);
    renew();
}

QList<int> Appearance::zoomSteps()
{
    return {75, 90, 100, 110, 125, 150, 175, 200, 225, 250};
}

void Appearance::setTheme(ThemeId theme)
{
    m_theme = theme;
    remember(theme, m_settings);
    renew();
}

void Appearance::showTheme(ThemeId theme)
{
    m_theme = theme;
    renew();
}

void Appearance::remember(ThemeId theme, QSettings &settings)
{
    for (const ThemeName &row : kThemeNames) {
        if (row.id == theme)
            settings.setValue(themeKey(), QLatin1String(row.name));
    }
}

void Appearance::setZoom(int percent)
{
    m_chosenZoom = std::clamp(percent, zoomSteps().front(), zoomSteps().back());
    m_settings.setValue(zoomKey(), m_chosenZoom);
    renew();
}

void Appearance::zoomIn()
{
    for (const int step : zoomSteps()) {
        if (step > zoomPercent())
            return setZoom(step);
    }
}

void Appearance::zoomOut()
{
    const QList<int> steps = zoomSteps();
    for (auto step = steps.crbegin(); step != steps.crend(); ++step) {
        if (*step < zoomPercent())
            return setZoom(*step);
    }
}

void Appearance::resetZoom()
{
    m_chosenZoom = 0;
    m_settings.remove(zoomKey());
    renew();
}

void Appearance::setReduceMotion(bool reduce)
{
    m_look.reduceMotion = reduce;
    m_settings.setValue(motionKey(), reduce);
    Q_EMIT lookChanged();
}

void Appearance::setWindowWidth(int width)
{
    const bool wasWide = m_windowWidth >= kWideWindow;
    m_windowWidth = width / m_pixelRatio;
    if (wasWide != (m_windowWidth >= kWideWindow) && m_chosenZoom == 0)
        renew();
}

void Appearance::renew()
{
    const int automatic = m_windowWidth >= kWideWindow ? kWideZoom : 100;
    m_look.theme = themeOf(m_watcher.resolved(m_theme));
    m_look.scale = (m_chosenZoom != 0 ? m_chosenZoom : automatic) / 100.0 * m_pixelRatio;
    applyToApplication(m_look);
    Q_EMIT lookChanged();
}

} // namespace ui
