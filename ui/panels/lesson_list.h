// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/own_lessons.h"
#include "ui/controls/column.h"

#include <QSet>

#include <span>
#include <vector>

namespace ui {

class LessonRow;
class PushButton;
class TextBlock;

// The lessons to choose from, with how long each takes and which are done.
class LessonList : public Column
{
    Q_OBJECT

public:
    explicit LessonList(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setLessons(std::span<const core::Lesson> lessons);
    // Of the teacher's folder, below the others; what is broken is said there.
    void setOwn(const core::OwnLessons &own);
    void setDone(const QSet<QString> &ids);
    void setLeft(const QString &id, std::size_t page); // where it goes on; 0: it begins anew
    void openFocused(); // the one that has the keyboard, if it is one of them
    void focusFirst();  // the first that is not done

Q_SIGNALS:
    void chosen(const QString &id);      // of the program
    void ownChosen(const QString &path); // of the teacher
    void folderRequested();

private:
    TextBlock *m_title;
    TextBlock *m_text;
    std::vector<LessonRow *> m_rows;
    Column *m_own;
    TextBlock *m_ownTitle;
    TextBlock *m_broken;
    PushButton *m_folder;
};

} // namespace ui
