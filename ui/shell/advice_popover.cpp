// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/advice_popover.h"

#include "ui/controls/titled_card.h"
#include "ui/panels/idea_row.h"
#include "ui/panels/ideas_panel.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kPopoverWidth = 340; // as in the right pane
constexpr double kBelow = 4;
constexpr double kToEdge = 8;

IdeaRow *firstRow(const QWidget &ideas)
{
    return ideas.findChild<IdeaRow *>();
}

} // namespace

AdvicePopover::AdvicePopover(MainWindow &window, const QWidget &button)
    : QWidget(window.centralWidget()), m_window(window), m_button(button),
      m_ideas(new IdeasPanel(window.document())),
      m_card(new TitledCard(tr("What would help?"), m_ideas, this))
{
    setAccessibleName(tr("Advice"));
    setFocusPolicy(Qt::StrongFocus);
    connect(m_ideas, &IdeasPanel::captionChanged, this,
            [this] { m_card->setNote(m_ideas->caption()); });
    connect(m_ideas, &IdeasPanel::searchRequested, this, [this] {
        close();
        m_window.modes().choose(QStringLiteral("best-layout"));
    });
    m_card->setNote(m_ideas->caption());
    const auto showLook = [this] {
        m_ideas->setLook(m_window.appearance().look());
        m_card->setLook(m_window.appearance().look());
        place();
    };
    connect(&window.appearance(), &Appearance::lookChanged, this, showLook);
    window.centralWidget()->installEventFilter(this);
    hide();
    showLook();
}

void AdvicePopover::toggle()
{
    if (isVisible())
        return close();
    if (!pointToVisible())
        open();
}

bool AdvicePopover::pointToVisible()
{
    const auto *panel = m_window.mode().findChild<IdeasPanel *>();
    if (panel == nullptr || !panel->isVisible())
        return false;
    if (IdeaRow *row = firstRow(*panel))
        row->setFocus(Qt::TabFocusReason);
    return true;
}

void AdvicePopover::open()
{
    m_focusedBefore = m_window.focusWidget();
    show();
    place();
    raise();
    QWidget *first = firstRow(*m_ideas);
    (first != nullptr ? first : this)->setFocus(Qt::TabFocusReason);
    QCoreApplication::instance()->installEventFilter(this);
}

void AdvicePopover::close()
{
    if (!isVisible())
        return;
    QCoreApplication::instance()->removeEventFilter(this);
    const bool hadKeys = hasFocus() || isAncestorOf(m_window.focusWidget());
    hide();
    if (hadKeys && m_focusedBefore != nullptr && m_focusedBefore->isVisible())
        m_focusedBefore->setFocus(Qt::OtherFocusReason);
    else if (hadKeys)
        m_window.mode().focusMain();
}

void AdvicePopover::place()
{
    const Look &look = m_window.appearance().look();
    const QWidget *body = m_window.centralWidget();
    const QRect button(m_button.mapTo(body, QPoint(0, 0)), m_button.size());
    const int edge = look.ipx(kToEdge);
    const int width = std::min(look.ipx(kPopoverWidth), body->width() - 2 * edge);
    const int top = button.bottom() + 1 + look.ipx(kBelow);
    const int height = std::min(m_card->sizeHint().height(), body->height() - top - edge);
    const int left = layoutDirection() == Qt::RightToLeft ? button.left() : button.right() - width;
    setGeometry(std::clamp(left, edge, std::max(edge, body->width() - edge - width)), top, width,
                height);
    m_card->setGeometry(rect());
}

// A press elsewhere in the window closes it, and still takes effect.
bool AdvicePopover::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window.centralWidget() && event->type() == QEvent::Resize)
        place();
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType() && isVisible()) {
        auto *pressed = static_cast<QWidget *>(watched);
        const bool inside = pressed == this || isAncestorOf(pressed) || pressed == &m_button;
        if (!inside && pressed->window() == &m_window)
            close();
    }
    return QWidget::eventFilter(watched, event);
}

void addAdviceAction(Actions &actions, AdvicePopover &popover)
{
    actions.add(QStringLiteral("advice"), QCoreApplication::translate("Actions", "View"),
                QCoreApplication::translate("Actions", "Advice: what would help?"), {Qt::Key_I},
                [&popover] { popover.toggle(); });
}

} // namespace ui
