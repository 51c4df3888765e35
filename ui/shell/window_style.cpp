// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_style.h"

#include "ui/shell/scroll_bar_style.h"

#include <QApplication>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleOptionSlider>
#include <QToolTip>

namespace ui {

namespace {

// Fusion draws the same everywhere. Letters of menus are underlined by no desktop of today until
// Alt is pressed; the menus still answer to them.
class WindowStyle : public QProxyStyle
{
public:
    WindowStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    void setScale(double scale) { m_scale = scale; }

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        return hint == SH_UnderlineShortcut ? 0
                                            : QProxyStyle::styleHint(hint, option, widget, data);
    }

    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override
    {
        return metric == PM_ScrollBarExtent ? qRound(kScrollBarExtent * m_scale)
                                            : QProxyStyle::pixelMetric(metric, option, widget);
    }

    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override
    {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (control != CC_ScrollBar || bar == nullptr)
            return QProxyStyle::subControlRect(control, option, part, widget);
        const QRect handle = scrollHandleRect(*bar, shortestHandle());
        const bool vertical = bar->orientation == Qt::Vertical;
        switch (part) {
        case SC_ScrollBarSlider:
            return handle;
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSubPage:
            return vertical ? QRect(bar->rect.topLeft(), handle.topRight())
                            : QRect(bar->rect.topLeft(), handle.bottomLeft());
        case SC_ScrollBarAddPage:
            return vertical ? QRect(handle.bottomLeft(), bar->rect.bottomRight())
                            : QRect(handle.topRight(), bar->rect.bottomRight());
        default:
            return {};
        }
    }

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override
    {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (control == CC_ScrollBar && bar != nullptr)
            paintScrollBar(*painter, *bar, shortestHandle());
        else
            QProxyStyle::drawComplexControl(control, option, painter, widget);
    }

private:
    [[nodiscard]] int shortestHandle() const { return qRound(32 * m_scale); }

    double m_scale = 1;
};

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.surface);
    palette.setColor(QPalette::WindowText, theme.text1);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.surface2);
    palette.setColor(QPalette::Text, theme.text1);
    palette.setColor(QPalette::PlaceholderText, theme.text3);
    palette.setColor(QPalette::Button, theme.surface2);
    palette.setColor(QPalette::ButtonText, theme.text1);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::ToolTipBase, theme.text1);
    palette.setColor(QPalette::ToolTipText, theme.surface);
    palette.setColor(QPalette::Light, theme.surface2);
    palette.setColor(QPalette::Midlight, theme.surface2);
    palette.setColor(QPalette::Mid, theme.line2);
    palette.setColor(QPalette::Dark, theme.line3);
    palette.setColor(QPalette::Shadow, theme.line3);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mixed(theme.text3, theme.surface, 0.4));
    return palette;
}

} // namespace

void applyToApplication(const Look &look)
{
    // The font before the style, which would load the default one to measure it.
    QApplication::setFont(look.font(TextRole::Control));
    if (dynamic_cast<WindowStyle *>(QApplication::style()) == nullptr)
        QApplication::setStyle(new WindowStyle);
    static_cast<WindowStyle *>(QApplication::style())->setScale(look.scale);
    QApplication::setPalette(paletteOf(look.theme));
    QToolTip::setFont(look.font(TextRole::Caption));
}

QString menuStyleSheet(const Look &look)
{
    const Theme &theme = look.theme;
    const auto px = [&](double logical) { return QString::number(look.ipx(logical)); };
    return QStringLiteral(
               "QMenuBar { background: %1; color: %2; border: 0; padding: 0 %9px; spacing: 0; }"
               "QMenuBar::item { padding: %10px %11px; background: transparent; border-radius: "
               "%9px; }"
               "QMenuBar::item:selected { background: %3; color: %4; }"
               "QMenu { background: %5; color: %4; border: 1px solid %6; padding: %9px; }"
               "QMenu::item { padding: %9px %12px %9px %13px; border-radius: %9px; }"
               "QMenu::item:selected { background: %3; }"
               "QMenu::item:disabled { color: %7; }"
               "QMenu::separator { height: 1px; background: %8; margin: %9px; }"
               "QMenu::icon { padding-left: %9px; }")
        .arg(theme.bg.name(), theme.text2.name(), theme.accentSoft.name(), theme.text1.name(),
             theme.surface.name(), theme.line2.name(),
             mixed(theme.text3, theme.surface, 0.4).name(), theme.line.name(), px(5))
        .arg(px(5), px(11), px(28), px(26));
}

} // namespace ui
