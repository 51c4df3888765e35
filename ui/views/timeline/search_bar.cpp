// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/search_bar.h"

#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kWidth = 470;
constexpr double kHeight = 40; // with the shadow
constexpr double kPadding = 6;
constexpr double kControl = 28;
constexpr double kNote = 150;

} // namespace

SearchBar::SearchBar(QWidget *parent)
    : Card(parent), m_edit(new QLineEdit(this)), m_note(new ElidedLabel(TextRole::Caption, this)),
      m_previous(new IconButton(QStringLiteral("arrow-left"), tr("Previous match"), this)),
      m_next(new IconButton(QStringLiteral("arrow-right"), tr("Next match"), this)),
      m_stop(new PushButton(PushButton::Kind::Outline, QString(), tr("Cancel"), this)),
      m_close(new IconButton(QStringLiteral("cross"), tr("Close"), this))
{
    setObjectName(QStringLiteral("search-bar"));
    setAccessibleName(tr("Find on the timeline"));
    setWhatsThis(tr("Finds passes by GPU 3, stage 2, micro-batch 5, layer 7, forward, backward, "
                    "weight, recompute, optimizer or idle, and by several of them at once: F5 is "
                    "the forward of micro-batch 5. Enter goes to the next one."));
    setFindsNames(false);
    m_edit->setAccessibleName(accessibleName());
    m_edit->installEventFilter(this);
    m_stop->setObjectName(QStringLiteral("stop-search"));
    m_stop->hide();
    for (PushButton *button : {m_previous, m_next, m_stop, m_close})
        button->setLogicalHeight(kControl);
    connect(m_stop, &PushButton::clicked, this, &SearchBar::stopWanted);
    connect(m_edit, &QLineEdit::textChanged, this, &SearchBar::textChanged);
    connect(m_previous, &PushButton::clicked, this, [this] { Q_EMIT stepWanted(-1); });
    connect(m_next, &PushButton::clicked, this, [this] { Q_EMIT stepWanted(1); });
    connect(m_close, &PushButton::clicked, this, &SearchBar::closeWanted);
}

void SearchBar::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_note->setLook(look);
    for (PushButton *button : {m_previous, m_next, m_stop, m_close})
        button->setLook(look);
    m_edit->setFont(look.font(TextRole::Control));
    place();
}

void SearchBar::setFindsNames(bool finds)
{
    m_edit->setPlaceholderText(finds ? tr("Part of a name, GPU 3, attention…")
                                     : tr("GPU 3 backward, F5, layer 7…"));
}

void SearchBar::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setAccessibleName(note);
}

void SearchBar::setSearching(bool searching)
{
    if (m_stop->isHidden() == !searching)
        return;
    const bool hadFocus = m_stop->hasFocus() || m_previous->hasFocus() || m_next->hasFocus();
    m_stop->setVisible(searching);
    m_previous->setVisible(!searching);
    m_next->setVisible(!searching);
    if (hadFocus)
        m_edit->setFocus(Qt::OtherFocusReason);
    place();
}

QString SearchBar::note() const
{
    return m_note->text();
}

QString SearchBar::text() const
{
    return m_edit->text();
}

void SearchBar::take()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void SearchBar::place()
{
    const int most = parentWidget()->width() - m_look.ipx(2 * kPadding);
    const int width = std::min(m_look.ipx(kWidth), most);
    setGeometry(parentWidget()->width() - width - m_look.ipx(kPadding), m_look.ipx(2), width,
                m_look.ipx(kHeight));
    const int top = m_look.ipx(kPadding - 1);
    const int height = m_look.ipx(kControl);
    int right = width - m_look.ipx(kPadding);
    const bool searching = !m_stop->isHidden();
    const QList<PushButton *> buttons = searching
                                            ? QList<PushButton *>{m_close, m_stop}
                                            : QList<PushButton *>{m_close, m_next, m_previous};
    for (PushButton *button : buttons) {
        const int side = button->sizeHint().width();
        right -= side;
        button->setGeometry(right, top, side, height);
    }
    const int note = std::min(m_look.ipx(kNote), right / 2);
    m_note->setGeometry(right - note, top, note - m_look.ipx(kPadding), height);
    m_edit->setGeometry(m_look.ipx(kPadding), top, right - note - m_look.ipx(2 * kPadding), height);
}

bool SearchBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_edit || !key)
        return Card::eventFilter(watched, event);
    const auto *pressed = static_cast<QKeyEvent *>(event);
    const bool enter = pressed->key() == Qt::Key_Return || pressed->key() == Qt::Key_Enter;
    if (!enter && pressed->key() != Qt::Key_Escape)
        return Card::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress && enter)
        Q_EMIT stepWanted(pressed->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    else if (event->type() == QEvent::KeyPress)
        Q_EMIT closeWanted();
    return true;
}

} // namespace ui
