// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_session.h"
#include "ui/paint/look.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QScrollArea;

namespace ui {

class ChallengeRow;
class CheckBox;
class ChoiceBox;
class Column;
class PushButton;
class ScrollBar;
class TextBlock;

// Left of the grid: the challenges, the task of the current one, and what the order is compared
// with.
class ChallengePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChallengePanel(EditorSession &session, QWidget *parent = nullptr);

    void setLook(const Look &look);
    // Ids of challenges.
    void setSolved(const QStringList &ids);

    [[nodiscard]] QSize sizeHint() const override; // 256 logical pixels wide

Q_SIGNALS:
    void challengeChosen(const QString &id);
    void ownChosen(); // the schedule of the scenario
    void readyShown(bool shown);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addRows();
    void renew();
    void renewComparison();
    void place();

    EditorSession &m_session;
    Look m_look;
    QStringList m_solved;
    QScrollArea *m_scroll;
    ScrollBar *m_bar;
    Column *m_column;
    TextBlock *m_title;
    TextBlock *m_count;
    std::vector<ChallengeRow *> m_rows;
    PushButton *m_own;
    TextBlock *m_task;
    TextBlock *m_state;
    TextBlock *m_compareTitle;
    ChoiceBox *m_compare;
    CheckBox *m_ready;
    CheckBox *m_priced;
    TextBlock *m_hintText;
    PushButton *m_hint;
    PushButton *m_again;
    bool m_hints = false;
};

} // namespace ui
