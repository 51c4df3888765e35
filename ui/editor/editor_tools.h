// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_session.h"
#include "ui/paint/look.h"

#include <QList>
#include <QWidget>

namespace ui {

class PushButton;

// Above the grid: what can be done with the selected visit and with the order, as buttons. Those
// that have no room are in a menu at the end of the line.
class EditorTools : public QWidget
{
    Q_OBJECT

public:
    explicit EditorTools(EditorSession &session, QWidget *parent = nullptr);

    void setLook(const Look &look);
    // What is ready on the selected row, and where it would run.
    void showInsertMenu(const QPoint &globalPosition);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void saveRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectButtons();
    void renew();
    void place();
    void showMoreMenu();
    [[nodiscard]] bool isOffered(const PushButton *button) const;
    [[nodiscard]] QList<PushButton *> buttons() const;

    EditorSession &m_session;
    Look m_look;
    PushButton *m_undo;
    PushButton *m_redo;
    PushButton *m_insert;
    PushButton *m_split;
    PushButton *m_delete;
    PushButton *m_fill;
    PushButton *m_save;
    PushButton *m_more;
};

} // namespace ui
