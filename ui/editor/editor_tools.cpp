// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_tools.h"

#include "ui/controls/push_button.h"
#include "ui/editor/editor_texts.h"

#include <QMenu>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeight = 34;
constexpr double kGap = 8;

PushButton *outline(const char *icon, const QString &text)
{
    return new PushButton(PushButton::Kind::Outline, QString::fromLatin1(icon), text);
}

} // namespace

EditorTools::EditorTools(EditorSession &session, QWidget *parent)
    : QWidget(parent), m_session(session),
      m_undo(new IconButton(QStringLiteral("undo"), tr("Undo"))),
      m_redo(new IconButton(QStringLiteral("redo"), tr("Redo"))),
      m_insert(outline("plus", tr("Insert"))), m_split(outline("", tr("Split backward"))),
      m_delete(outline("close", tr("Delete"))), m_fill(outline("", tr("Fill in the rest"))),
      m_save(outline("", tr("Save as CSV…"))), m_more(outline("", tr("More")))
{
    for (PushButton *button : buttons())
        button->setParent(this);
    m_more->setParent(this);
    m_more->setOpensMenu(true);
    connectButtons();
    connect(&session, &EditorSession::changed, this, &EditorTools::renew);
    renew();
}

QList<PushButton *> EditorTools::buttons() const
{
    return {m_undo, m_redo, m_insert, m_split, m_delete, m_fill, m_save};
}

void EditorTools::connectButtons()
{
    connect(m_undo, &PushButton::clicked, &m_session, &EditorSession::undo);
    connect(m_redo, &PushButton::clicked, &m_session, &EditorSession::redo);
    connect(m_insert, &PushButton::clicked, this, [this] {
        const QWidget *button = m_insert->isHidden() ? m_more : m_insert;
        showInsertMenu(button->mapToGlobal(QPoint(0, button->height())));
    });
    connect(m_more, &PushButton::clicked, this, &EditorTools::showMoreMenu);
    connect(m_split, &PushButton::clicked, &m_session, &EditorSession::splitOrJoin);
    connect(m_delete, &PushButton::clicked, &m_session,
            [this] { m_session.remove(EditorSession::Takes::Alone); });
    connect(m_fill, &PushButton::clicked, &m_session, &EditorSession::fillIn);
    connect(m_save, &PushButton::clicked, this, &EditorTools::saveRequested);
}

void EditorTools::renew()
{
    const core::Action *visit = m_session.selectedVisit();
    const bool isHalf =
        visit && (visit->op == core::Op::BackwardInput || visit->op == core::Op::BackwardWeight);
    m_split->setText(isHalf ? tr("Join backward") : tr("Split backward"));
    m_split->setEnabled(isHalf || (visit && visit->op == core::Op::Backward));
    m_delete->setEnabled(visit != nullptr);
    m_insert->setEnabled(!m_session.ready().empty());
    m_fill->setEnabled(m_session.figures().isFilledIn);
    m_undo->setEnabled(m_session.editor().canUndo());
    m_redo->setEnabled(m_session.editor().canRedo());
    place();
}

void EditorTools::setLook(const Look &look)
{
    m_look = look;
    for (PushButton *button : buttons())
        button->setLook(look);
    m_more->setLook(look);
    place();
}

void EditorTools::showInsertMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int rank = m_session.selected().rank;
    const core::ScheduleOrder &order = m_session.editor().order();
    for (const core::ReadyVisit &visit : m_session.ready()) {
        if (visit.before.rank != rank)
            continue;
        const QString text =
            tr("%1, from slot %2")
                .arg(visitName(order, visit.action), slotsText(m_session, visit.start));
        connect(menu->addAction(text), &QAction::triggered, &m_session,
                [this, visit] { m_session.place(visit); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("Nothing is ready on %1").arg(rankName(order, rank)))->setEnabled(false);
    menu->popup(globalPosition);
}

void EditorTools::showMoreMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (PushButton *button : buttons()) {
        if (!isOffered(button) || !button->isHidden())
            continue;
        const QString text = button->text().isEmpty() ? button->accessibleName() : button->text();
        QAction *action = menu->addAction(text);
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, button, &QAbstractButton::click);
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

bool EditorTools::isOffered(const PushButton *button) const
{
    return button != m_fill || m_session.challenge() == nullptr; // some of them it would solve
}

// One line, whatever there is room for: each further one would be taken from the schedule.
void EditorTools::place()
{
    const int high = m_look.ipx(kHeight);
    const int gap = m_look.ipx(kGap);
    int all = -gap;
    for (const PushButton *button : buttons())
        all += isOffered(button) ? button->sizeHint().width() + gap : 0;
    const bool isWhole = all <= width();
    const int room = isWhole ? width() : width() - gap - m_more->sizeHint().width();
    int x = 0;
    bool goesOn = true;
    for (PushButton *button : buttons()) {
        const int wide = button->sizeHint().width();
        goesOn = goesOn && (!isOffered(button) || x + wide <= room);
        button->setVisible(goesOn && isOffered(button));
        if (button->isHidden())
            continue;
        button->setGeometry(x, 0, wide, high);
        x += wide + gap;
    }
    m_more->setVisible(!isWhole);
    m_more->setGeometry(x, 0, m_more->sizeHint().width(), high);
}

QSize EditorTools::sizeHint() const
{
    return {m_look.ipx(320), m_look.ipx(kHeight)};
}

void EditorTools::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace ui
