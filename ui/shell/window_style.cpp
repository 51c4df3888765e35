// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_style.h"

#include "ui/shell/control_painter.h"
#include "ui/shell/dialog_icons.h"
#include "ui/shell/scroll_bar_style.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleOptionSlider>
#include <QToolTip>

#include <algorithm>

namespace ui {

namespace {

// Fusion draws the same everywhere. Today's desktops underline mnemonics only while Alt is pressed;
// the menus still react to them.
class WindowStyle : public QProxyStyle
{
public:
    WindowStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    void setLook(const Look &look) { m_look = look; }

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override
    {
        const QRect usual = QProxyStyle::subElementRect(element, option, widget);
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const bool field =
            element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
        return field ? usual.adjusted(m_look.ipx(6), 0, -m_look.ipx(6), 0) : usual;
    }
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;

    QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                       const QWidget *widget) const override
    {
        const QIcon icon = dialogIcon(which, m_look);
        return icon.isNull() ? QProxyStyle::standardIcon(which, option, widget) : icon;
    }

    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override
    {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (control != CC_ScrollBar || bar == nullptr) {
            const QRect usual = QProxyStyle::subControlRect(control, option, part, widget);
            const bool text = (control == CC_ComboBox && part == SC_ComboBoxEditField) ||
                              (control == CC_SpinBox && part == SC_SpinBoxEditField);
            return text ? usual.adjusted(m_look.ipx(5), 0, 0, 0) : usual;
        }
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
        else if (control == CC_ComboBox || control == CC_SpinBox)
            drawField(control, *option, *painter, widget);
        else
            QProxyStyle::drawComplexControl(control, option, painter, widget);
    }

private:
    [[nodiscard]] int shortestHandle() const { return m_look.ipx(32); }
    void drawField(ComplexControl control, const QStyleOptionComplex &option, QPainter &painter,
                   const QWidget *widget) const;

    Look m_look;
};

int WindowStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
        return 0;
    case SH_Menu_Scrollable: // rather than in two columns, of which the second is mostly empty
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_ToolTip_Mask:
        if (auto *mask = qstyleoption_cast<QStyleHintReturnMask *>(data))
            mask->region = QRegion(tipShape(option->rect, m_look).toFillPolygon().toPolygon());
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

int WindowStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                             const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return m_look.ipx(kScrollBarExtent);
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return m_look.ipx(16);
    case PM_LayoutHorizontalSpacing:
        return m_look.ipx(12);
    case PM_LayoutVerticalSpacing:
        return m_look.ipx(10);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_look.ipx(18);
    case PM_FocusFrameHMargin:
        return m_look.ipx(6);
    case PM_ToolTipLabelFrameWidth:
        return m_look.ipx(6);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize WindowStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                    const QSize &contents, const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const bool field = type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox;
    if (field || type == CT_PushButton)
        size.setHeight(std::max(size.height(), m_look.ipx(kDialogControlHeight)));
    if (type == CT_PushButton)
        size.rwidth() += m_look.ipx(12);
    if (type == CT_ItemViewItem)
        size.rheight() += m_look.ipx(6);
    return size;
}

void WindowStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return paintDialogButton(*painter, *button, m_look);
        break;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame != nullptr && frame->lineWidth > 0)
            return paintField(*painter, *option, m_look);
        break;
    }
    case PE_FrameLineEdit:
        return;
    case PE_IndicatorCheckBox:
        return paintIndicator(*painter, *option, false, m_look);
    case PE_IndicatorRadioButton:
        return paintIndicator(*painter, *option, true, m_look);
    case PE_PanelTipLabel:
        return paintTip(*painter, option->rect, m_look);
    case PE_PanelItemViewItem:
        return paintItemGround(*painter, *option, m_look);
    case PE_IndicatorHeaderArrow:
        // Qt's points up where the largest is first; on today's desktops it points down.
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            using enum QStyleOptionHeader::SortIndicator;
            QStyleOptionHeader turned(*header);
            turned.sortIndicator = header->sortIndicator == SortUp ? SortDown : SortUp;
            return QProxyStyle::drawPrimitive(element, &turned, painter, widget);
        }
        break;
    case PE_PanelItemViewRow:
    case PE_PanelScrollAreaCorner: // between two bars
        return;
    case PE_Frame:
        return paintFrame(*painter, option->rect, m_look);
    case PE_FrameFocusRect:
        return paintKeyboardFocus(*painter, *option, m_look);
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void WindowStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        element == CE_ItemViewItem && item != nullptr) {
        QStyleOptionViewItem calm(*item); // its background is light
        calm.palette.setColor(QPalette::HighlightedText, m_look.theme.text1);
        return QProxyStyle::drawControl(element, &calm, painter, widget);
    }
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (element == CE_PushButtonLabel && button != nullptr &&
        (button->features & QStyleOptionButton::DefaultButton) && (button->state & State_Enabled)) {
        QStyleOptionButton primary(*button);
        primary.palette.setColor(QPalette::ButtonText, m_look.theme.onAccent);
        return QProxyStyle::drawControl(element, &primary, painter, widget);
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea)
        return paintHeaderGround(*painter, option->rect, m_look);
    QProxyStyle::drawControl(element, option, painter, widget);
}

void WindowStyle::drawField(ComplexControl control, const QStyleOptionComplex &option,
                            QPainter &painter, const QWidget *widget) const
{
    paintField(painter, option, m_look);
    if (control == CC_ComboBox)
        return paintChevrons(
            painter, {}, subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget), m_look);
    paintChevrons(painter, subControlRect(CC_SpinBox, &option, SC_SpinBoxUp, widget),
                  subControlRect(CC_SpinBox, &option, SC_SpinBoxDown, widget), m_look);
}

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
    palette.setColor(QPalette::ToolTipBase, theme.surface);
    palette.setColor(QPalette::ToolTipText, theme.text1);
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
    static_cast<WindowStyle *>(QApplication::style())->setLook(look);
    QApplication::setPalette(paletteOf(look.theme));
    QToolTip::setPalette(paletteOf(look.theme));
    QToolTip::setFont(look.font(TextRole::Caption));
}

QString menuStyleSheet(const Look &look)
{
    const Theme &theme = look.theme;
    const auto px = [&](double logical) { return QString::number(look.ipx(logical)); };
    // In high contrast there are no soft fills: what is chosen would look like the rest.
    const bool plain = theme.accentSoft == theme.surface;
    const QColor chosen = plain ? theme.accent : theme.accentSoft;
    const QColor onChosen = plain ? theme.onAccent : theme.text1;
    return QStringLiteral(
               "QMenuBar { background: %1; color: %2; border: 0; padding: 0 %9px; spacing: 0; }"
               "QMenuBar::item { padding: %10px %11px; background: transparent; border-radius: "
               "%9px; }"
               "QMenuBar::item:selected { background: %3; color: %14; }"
               "QMenu { background: %5; color: %4; border: 1px solid %6; padding: %9px; }"
               "QMenu::item { padding: %9px %12px %9px %13px; border-radius: %9px; }"
               "QMenu::item:selected { background: %3; color: %14; }"
               "QMenu::item:disabled { color: %7; }"
               "QMenu::separator { height: 1px; background: %8; margin: %9px; }"
               "QMenu::icon { padding-left: %9px; }")
        .arg(theme.bg.name(), theme.text2.name(), chosen.name(), theme.text1.name(),
             theme.surface.name(), theme.line2.name(),
             mixed(theme.text3, theme.surface, 0.4).name(), theme.line.name(), px(5))
        .arg(px(5), px(11), px(28), px(26))
        .arg(onChosen.name());
}

} // namespace ui
